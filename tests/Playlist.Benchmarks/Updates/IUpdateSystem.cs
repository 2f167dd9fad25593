using Playlist.Testing.Messaging;

namespace Playlist.Benchmarks.Updates;

/// <summary>What takes updates by HTTP and brings each to the inbox of every follower, who all follow all artists.</summary>
internal interface IUpdateSystem : IAsyncDisposable
{
    /// <summary>Takes <c>POST</c> of <c>{"artist":"…","message":"…"}</c>.</summary>
    Uri Updates { get; }

    /// <summary>How many updates are in a follower's inbox.</summary>
    Task<int> CountAsync(int follower, CancellationToken cancellationToken);
}

/// <summary>With what a system is started; it tells <paramref name="Arrivals"/> of each update that a follower has.</summary>
/// <param name="Folder">For its files; deleted afterwards.</param>
internal sealed record UpdateSetting(BrokerFixture Broker, DirectoryInfo Folder, IReadOnlyList<string> Artists, int Followers, Arrivals Arrivals)
{
    /// <summary>Starts all followers, a few at a time.</summary>
    public async Task<T[]> StartFollowersAsync<T>(Func<int, CancellationToken, Task<T>> startAsync, CancellationToken cancellationToken)
    {
        var followers = new T[Followers];
        await Parallel.ForAsync(0, Followers, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (follower, token) =>
            followers[follower] = await startAsync(follower, token));
        return followers;
    }

    /// <summary>Queues that stay would burden the broker for whoever is measured next.</summary>
    public async Task DeleteQueuesAsync(IEnumerable<string> queues)
    {
        await using var connection = await Broker.ConnectAsync(CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in queues)
        {
            await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false);
        }
    }
}

/// <param name="Name">As it is in the report.</param>
internal sealed record UpdateSystemKind(string Name, Func<UpdateSetting, CancellationToken, Task<IUpdateSystem>> StartAsync);
