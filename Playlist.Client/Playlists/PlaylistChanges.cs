using Playlist.Client.Messaging;
using Playlist.Protocol.Playlists;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Playlist.Client.Playlists;

/// <summary>Hears what is written to playlists, by whomever, from a queue that lives as long as the connection.</summary>
/// <remarks>Handlers are called one at a time and hold up what comes next: they take note, and do their work elsewhere.</remarks>
internal sealed class PlaylistChanges : IBrokerFeed
{
    /// <summary>A playlist was written; its songs are to be asked for.</summary>
    public event Action<PlaylistChange>? Announced;

    /// <summary>Changes may have been missed: this client has begun to listen, for the first time or again, or has heard what it cannot read.</summary>
    public event Action? Missed;

    public MessageSource Source { get; } = new(PlaylistTopology.Exchange, PlaylistTopology.RoutingKey("{playlist}"));

    // A change that cannot be read is fetched.
    public bool IsKept => false;

    public async Task<FeedQueue> DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var queue = (await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true, cancellationToken: cancellationToken)).QueueName;
        await channel.QueueBindAsync(queue, PlaylistTopology.Exchange, PlaylistTopology.EveryPlaylist, cancellationToken: cancellationToken);
        return new FeedQueue(queue, IsShared: false);
    }

    public void Listening() => Missed?.Invoke();

    public Task HandleAsync(BasicDeliverEventArgs delivery, CancellationToken cancellationToken)
    {
        try
        {
            Announced?.Invoke(PlaylistChange.FromBody(delivery.Body.Span));
            return Task.CompletedTask;
        }
        catch (FormatException)
        {
            Missed?.Invoke();
            throw;
        }
    }

    public void Lost()
    {
        // What is missed from here on is fetched once this listens again.
    }
}
