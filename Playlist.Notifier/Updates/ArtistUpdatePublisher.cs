using System.Diagnostics;
using Microsoft.Extensions.Options;
using Playlist.Protocol.Updates;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Playlist.Notifier.Updates;

/// <summary>Publishes updates with confirms and <c>mandatory</c>, over one link that is opened when it is needed.</summary>
/// <remarks>
/// RabbitMQ.Client's own recovery is off: a link that fails is dropped, and the next caller opens a new one, which
/// declares the exchanges again. So there is one way to connect, the first time and after any failure.
/// </remarks>
internal sealed class ArtistUpdatePublisher(IConnectionFactory factory, IOptions<NotifierOptions> options, ILogger<ArtistUpdatePublisher> logger) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private Task<BrokerLink>? _link;
    private Task _closing = Task.CompletedTask;
    private bool _disposed;

    /// <exception cref="BrokerUnavailableException">Not confirmed within <see cref="NotifierOptions.PublishTimeout"/>.</exception>
    public Task<PublishOutcome> PublishAsync(ArtistUpdate update, CancellationToken cancellationToken)
    {
        var routingKey = RoutingKey.For(update.Artist);

        return NotifierTelemetry.PublishAsync(update, routingKey, factory.Uri, activity => UseChannelAsync(async (channel, deadline) =>
        {
            var properties = new BasicProperties
            {
                MessageId = update.Id.ToString(),
                ContentType = UpdateTopology.ContentType,
                DeliveryMode = DeliveryModes.Persistent,
                Type = ArtistUpdate.TypeName,
            };
            PublishTelemetry.Inject(activity ?? Activity.Current, properties);

            try
            {
                await channel.BasicPublishAsync(UpdateTopology.Exchange, routingKey, mandatory: true, properties, update.ToBody(), deadline);
                return PublishOutcome.Delivered;
            }
            catch (PublishException returned) when (returned.IsReturn)
            {
                return PublishOutcome.NoFollowers;
            }
        }, cancellationToken));
    }

    /// <summary>Asks the broker, and the broker answers.</summary>
    /// <exception cref="BrokerUnavailableException">It did not within <see cref="NotifierOptions.PublishTimeout"/>.</exception>
    public Task PingAsync(CancellationToken cancellationToken)
    {
        // Whoever asked may leave, but the answer is still waited for: it must not be taken for another question's.
        var answer = UseChannelAsync(
            async (channel, deadline) =>
            {
                await channel.ExchangeDeclarePassiveAsync(UpdateTopology.Exchange, deadline);
                return true;
            },
            CancellationToken.None);
        return answer.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        Drop(_link);
        await _closing;
    }

    private async Task<T> UseChannelAsync<T>(Func<IChannel, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Value.PublishTimeout);
        var opening = Open();
        try
        {
            var link = await opening.WaitAsync(deadline.Token);
            return await use(link.Channel, deadline.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && BrokerFault.IsCause(exception))
        {
            var failure = new BrokerUnavailableException(BrokerFault.Of(exception, opening.IsCompletedSuccessfully ? opening.Result.Blocked : null), exception);
            if (failure.ErrorType != BrokerFault.Nack)
            {
                Drop(opening);
            }

            Log.BrokerUnavailable(logger, failure.Message, exception.Message);
            throw failure;
        }
    }

    /// <summary>One link for all: it is opened once, for whoever asks meanwhile, and not given up when the first who asked leaves.</summary>
    private Task<BrokerLink> Open()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_link is { IsCompletedSuccessfully: true, Result.IsOpen: false })
            {
                Drop(_link);
            }

            return _link ??= Task.Run(OpenAsync);
        }
    }

    private async Task<BrokerLink> OpenAsync()
    {
        var link = await BrokerLink.OpenAsync(factory, "notifier", DeclareAsync, options.Value.PublishTimeout);
        Log.Connected(logger, UpdateTopology.Exchange);
        return link;
    }

    private static async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(UpdateTopology.Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(UpdateTopology.OriginalExchange, ExchangeType.Topic, durable: false, cancellationToken: cancellationToken);
        await channel.ExchangeBindAsync(UpdateTopology.OriginalExchange, UpdateTopology.Exchange, UpdateTopology.EveryArtist, cancellationToken: cancellationToken);
    }

    /// <summary>Makes the next caller open a new link; nobody waits for this one to close but <see cref="DisposeAsync"/>.</summary>
    private void Drop(Task<BrokerLink>? link)
    {
        lock (_lock)
        {
            if (link is not null && _link == link)
            {
                _link = null;
                _closing = Task.WhenAll(_closing, CloseAsync(link));
            }
        }
    }

    private static async Task CloseAsync(Task<BrokerLink> opening)
    {
        try
        {
            await (await opening).DisposeAsync();
        }
        catch (Exception exception) when (BrokerFault.IsCause(exception))
        {
            // It never opened, or it is gone already: told to those who used it.
        }
    }
}
