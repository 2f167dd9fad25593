using Microsoft.Extensions.Options;
using Playlist.Client.Inbox;
using Playlist.Client.Messaging;
using Playlist.Protocol.Updates;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Playlist.Client.Updates;

/// <summary>Hears the updates of the followed artists, from this client's own queue: stores each, and then shows it.</summary>
internal sealed class UpdateListener(FollowedArtists followed, IInbox inbox, IUpdateHandler handler, IOptions<UpdateListenerOptions> options, ILogger<UpdateListener> logger) : IBrokerFeed, IDisposable
{
    // A connection that was lost may still be busy with an update when the next one brings it again.
    private readonly SemaphoreSlim _handling = new(1, 1);
    private volatile UpdateBindings? _bindings;

    public MessageSource Source { get; } = new(UpdateTopology.Exchange, UpdateTopology.RoutingKeyTemplate);

    public bool IsKept => true;

    /// <returns>The artist's normalized name, and whether it was not followed before.</returns>
    /// <exception cref="ServiceDefaults.Storage.StorageException">The inbox cannot be used.</exception>
    public async Task<(string Artist, bool Added)> FollowAsync(string artist, CancellationToken cancellationToken)
    {
        var result = await followed.AddAsync(artist, cancellationToken);
        await BindAsync(cancellationToken);
        return result;
    }

    /// <returns>The name that was followed, or <see langword="null"/>.</returns>
    /// <inheritdoc cref="FollowAsync" path="/exception"/>
    public async Task<string?> UnfollowAsync(string artist, CancellationToken cancellationToken)
    {
        var removed = await followed.RemoveAsync(artist, cancellationToken);
        await BindAsync(cancellationToken);
        return removed;
    }

    public async Task<FeedQueue> DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var unfollowed = await followed.LoadAsync(cancellationToken);
        var queue = await UpdateQueue.DeclareAsync(channel, options.Value, cancellationToken);
        // Known before the artists are looked up: whoever is followed from here on is bound by whoever follows.
        var bindings = _bindings = new UpdateBindings(channel, queue, unfollowed);
        await bindings.BindAsync(() => followed.Names, cancellationToken);
        return new FeedQueue(queue, IsShared: options.Value.Name is not null);
    }

    public void Listening() => Log.Listening(logger, followed.Names.Count);

    public async Task HandleAsync(BasicDeliverEventArgs delivery, CancellationToken cancellationToken)
    {
        var update = ArtistUpdate.FromBody(delivery.Body.Span);
        await _handling.WaitAsync(cancellationToken);
        try
        {
            if (followed.Names.Contains(ArtistOf(update)))
            {
                await StoreAndShowAsync(update, cancellationToken);
            }
            else if (delivery.Exchange == UpdateTopology.Exchange && _bindings is { } bindings)
            {
                // The queue is older than the inbox, and so are some of its bindings.
                await bindings.UnbindAsync(delivery.RoutingKey, cancellationToken);
            }
        }
        finally
        {
            _handling.Release();
        }
    }

    public void Lost()
    {
        _bindings?.Dispose();
        _bindings = null;
    }

    public void Dispose()
    {
        Lost();
        _handling.Dispose();
    }

    private static string ArtistOf(ArtistUpdate update)
    {
        try
        {
            return RoutingKey.Normalize(update.Artist);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"The body's artist is none: {exception.Message}", exception);
        }
    }

    private async Task StoreAndShowAsync(ArtistUpdate update, CancellationToken cancellationToken)
    {
        var stored = await inbox.StoreAsync(update, cancellationToken);
        if (!stored.IsNew && !stored.IsUnhandled)
        {
            return;
        }

        try
        {
            if (stored.WereDropped)
            {
                await TellDroppedAsync(cancellationToken);
            }

            await handler.HandleAsync(update, cancellationToken);
        }
        catch
        {
            if (!stored.IsUnhandled)
            {
                await inbox.SetUnhandledAsync(update.Id, isUnhandled: true, CancellationToken.None);
            }

            throw;
        }

        if (stored.IsUnhandled)
        {
            await inbox.SetUnhandledAsync(update.Id, isUnhandled: false, CancellationToken.None);
        }
    }

    private async Task TellDroppedAsync(CancellationToken cancellationToken)
    {
        foreach (var dropped in await inbox.GetDroppedAsync(cancellationToken))
        {
            await handler.TellAsync(dropped, cancellationToken);
            await inbox.ToldAsync(dropped, cancellationToken);
        }
    }

    private async Task BindAsync(CancellationToken cancellationToken)
    {
        if (_bindings is not { } bindings)
        {
            return;
        }

        try
        {
            using var deadline = BrokerListener.Deadline(cancellationToken);
            await bindings.BindAsync(() => followed.Names, deadline.Token);
        }
        catch (Exception exception) when (BrokerProblem.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            // The channel is being lost: the next one binds everybody.
            Log.BindingFailed(logger, exception.Message);
        }
    }
}
