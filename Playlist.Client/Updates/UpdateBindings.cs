using Playlist.Protocol.Updates;
using RabbitMQ.Client;

namespace Playlist.Client.Updates;

/// <summary>The bindings of this client's queue, as long as a channel lives.</summary>
/// <param name="unfollowed">Who may still be bound, by an earlier connection.</param>
internal sealed class UpdateBindings(IChannel channel, string queue, IEnumerable<string> unfollowed) : IDisposable
{
    private readonly SemaphoreSlim _binding = new(1, 1);
    private readonly HashSet<string> _bound = [];
    private readonly HashSet<string> _maybeBound = [.. unfollowed];

    /// <summary>Makes the queue's bindings those of these artists.</summary>
    /// <param name="artists">Called once the bindings are nobody else's to change.</param>
    public async Task BindAsync(Func<IReadOnlyList<string>> artists, CancellationToken cancellationToken)
    {
        await _binding.WaitAsync(cancellationToken);
        try
        {
            var followed = artists();
            foreach (var artist in followed.Where(artist => !_bound.Contains(artist)))
            {
                _maybeBound.Add(artist);
                await channel.QueueBindAsync(queue, UpdateTopology.Exchange, RoutingKey.For(artist), cancellationToken: cancellationToken);
                _bound.Add(artist);
            }

            foreach (var artist in _maybeBound.Except(followed).ToList())
            {
                await UnbindAsync(RoutingKey.For(artist), cancellationToken);
                _bound.Remove(artist);
                _maybeBound.Remove(artist);
            }
        }
        finally
        {
            _binding.Release();
        }
    }

    /// <summary>Removes a binding of which this client knows nothing any more.</summary>
    public Task UnbindAsync(string routingKey, CancellationToken cancellationToken) =>
        channel.QueueUnbindAsync(queue, UpdateTopology.Exchange, routingKey, cancellationToken: cancellationToken);

    public void Dispose() => _binding.Dispose();
}
