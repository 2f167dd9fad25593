using Playlist.Protocol.Updates;
using RabbitMQ.Client;

namespace Playlist.Client.Updates;

/// <summary>The bindings of this client's queue, as long as a channel lives.</summary>
internal sealed class UpdateBindings(IChannel channel, string queue) : IDisposable
{
    private readonly SemaphoreSlim _binding = new(1, 1);
    private readonly HashSet<string> _bound = [];

    /// <summary>Makes the queue's bindings those of these artists.</summary>
    public async Task BindAsync(IReadOnlyList<string> artists, CancellationToken cancellationToken)
    {
        await _binding.WaitAsync(cancellationToken);
        try
        {
            foreach (var artist in artists.Where(artist => !_bound.Contains(artist)))
            {
                await channel.QueueBindAsync(queue, UpdateTopology.Exchange, RoutingKey.For(artist), cancellationToken: cancellationToken);
                _bound.Add(artist);
            }

            foreach (var artist in _bound.Except(artists).ToList())
            {
                await UnbindAsync(RoutingKey.For(artist), cancellationToken);
                _bound.Remove(artist);
            }
        }
        finally
        {
            _binding.Release();
        }
    }

    /// <summary>Removes the binding of an artist whom an earlier run of this client followed.</summary>
    public Task UnbindAsync(string routingKey, CancellationToken cancellationToken) =>
        channel.QueueUnbindAsync(queue, UpdateTopology.Exchange, routingKey, cancellationToken: cancellationToken);

    public void Dispose() => _binding.Dispose();
}
