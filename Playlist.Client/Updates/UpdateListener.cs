using Microsoft.Extensions.Options;
using Playlist.Client.Messaging;
using Playlist.Protocol.Updates;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Playlist.Client.Updates;

/// <summary>Hears the updates of the followed artists, from this client's own queue.</summary>
internal sealed class UpdateListener(FollowedArtists followed, IUpdateHandler handler, IOptions<UpdateListenerOptions> options, ILogger<UpdateListener> logger) : IBrokerFeed, IDisposable
{
    private readonly RecentUpdates _recent = new();
    private volatile UpdateBindings? _bindings;

    public MessageSource Source { get; } = new(UpdateTopology.Exchange, UpdateTopology.RoutingKeyTemplate);

    /// <returns>The artist's normalized name, and whether it was not followed before.</returns>
    public async Task<(string Artist, bool Added)> FollowAsync(string artist, CancellationToken cancellationToken)
    {
        var result = followed.Add(artist);
        await BindAsync(cancellationToken);
        return result;
    }

    /// <returns>The name that was followed, or <see langword="null"/>.</returns>
    public async Task<string?> UnfollowAsync(string artist, CancellationToken cancellationToken)
    {
        var removed = followed.Remove(artist);
        await BindAsync(cancellationToken);
        return removed;
    }

    public async Task<FeedQueue> DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var client = options.Value.Name;
        var queue = await UpdateQueue.DeclareAsync(channel, client, cancellationToken);
        // Known before the artists are looked up: whoever is followed from here on is bound by whoever follows.
        var bindings = _bindings = new UpdateBindings(channel, queue);
        await bindings.BindAsync(followed.Names, cancellationToken);
        return new FeedQueue(queue, IsShared: client is not null);
    }

    public void Listening() => Log.Listening(logger, followed.Names.Count);

    public async Task HandleAsync(BasicDeliverEventArgs delivery, CancellationToken cancellationToken)
    {
        var update = ArtistUpdate.FromBody(delivery.Body.Span);
        if (!followed.Names.Contains(RoutingKey.Normalize(update.Artist)))
        {
            // The queue is older than this process, and so are some of its bindings.
            if (_bindings is { } bindings)
            {
                await bindings.UnbindAsync(delivery.RoutingKey, cancellationToken);
            }

            return;
        }

        if (!_recent.Contains(update.Id))
        {
            await handler.HandleAsync(update, cancellationToken);
            _recent.Add(update.Id);
        }
    }

    public void Lost()
    {
        _bindings?.Dispose();
        _bindings = null;
    }

    public void Dispose() => Lost();

    private async Task BindAsync(CancellationToken cancellationToken)
    {
        if (_bindings is not { } bindings)
        {
            return;
        }

        try
        {
            using var deadline = BrokerListener.Deadline(cancellationToken);
            await bindings.BindAsync(followed.Names, deadline.Token);
        }
        catch (Exception exception) when (BrokerProblem.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            // The channel is being lost: the next one binds everybody.
            Log.BindingFailed(logger, exception.Message);
        }
    }
}
