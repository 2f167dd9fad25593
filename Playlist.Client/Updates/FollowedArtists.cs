using Microsoft.Extensions.Options;
using Playlist.Client.Inbox;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Updates;

/// <summary>The artists that this client follows, by their normalized names, in the order in which it began to.</summary>
/// <remarks>They are kept in the inbox; those of the configuration are followed unless the inbox knows better.</remarks>
internal sealed class FollowedArtists(IInbox inbox, IOptions<UpdateListenerOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly string[] _configured = [.. options.Value.Follow.Select(RoutingKey.Normalize).Distinct(StringComparer.Ordinal)];
    private volatile IReadOnlyList<string>? _names;

    /// <summary>An artist is followed, or no more. Handlers take note, and do their work elsewhere.</summary>
    public event Action? Changed;

    /// <summary>As known by now: the configuration's until the inbox was read.</summary>
    public IReadOnlyList<string> Names => _names ?? _configured;

    /// <summary>Reads the inbox, and adds to it whom the configuration names.</summary>
    /// <returns>Who was followed once, and is no more.</returns>
    /// <exception cref="ServiceDefaults.Storage.StorageException">The inbox cannot be used.</exception>
    public Task<IReadOnlyList<string>> LoadAsync(CancellationToken cancellationToken) => ChangeAsync<IReadOnlyList<string>>(
        follows => Task.FromResult<IReadOnlyList<string>>([.. follows.Where(follow => !follow.IsFollowed).Select(follow => follow.Artist)]), cancellationToken);

    /// <returns>The artist's normalized name, and whether it is new.</returns>
    /// <inheritdoc cref="LoadAsync" path="/exception"/>
    public Task<(string Artist, bool Added)> AddAsync(string artist, CancellationToken cancellationToken) => ChangeAsync(
        async follows =>
        {
            var name = RoutingKey.Normalize(artist);
            if (follows.Contains(new Follow(name, IsFollowed: true)))
            {
                return (name, false);
            }

            await inbox.SetFollowedAsync(name, isFollowed: true, cancellationToken);
            return (name, true);
        },
        cancellationToken);

    /// <param name="artist">The artist, also in other letter case than it was followed in.</param>
    /// <returns>The name that was followed, or <see langword="null"/>.</returns>
    /// <inheritdoc cref="LoadAsync" path="/exception"/>
    public Task<string?> RemoveAsync(string artist, CancellationToken cancellationToken) => ChangeAsync(
        async follows =>
        {
            var name = RoutingKey.Normalize(artist);
            var followed = follows.Where(follow => follow.IsFollowed).Select(follow => follow.Artist).ToList();
            var found = followed.Find(other => other == name) ?? followed.Find(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase));
            if (found is not null)
            {
                await inbox.SetFollowedAsync(found, isFollowed: false, cancellationToken);
            }

            return found;
        },
        cancellationToken);

    public void Dispose() => _changing.Dispose();

    private async Task<T> ChangeAsync<T>(Func<IReadOnlyList<Follow>, Task<T>> change, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (_names is null)
            {
                await inbox.AddFollowsAsync(_configured, cancellationToken);
            }

            var result = await change(await inbox.GetFollowsAsync(cancellationToken));
            _names = [.. (await inbox.GetFollowsAsync(cancellationToken)).Where(follow => follow.IsFollowed).Select(follow => follow.Artist)];
            return result;
        }
        finally
        {
            _changing.Release();
            Changed?.Invoke();
        }
    }
}
