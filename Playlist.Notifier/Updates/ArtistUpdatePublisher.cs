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
                Headers = new Dictionary<string, object?>(),
            };
            // A trace that is not recorded goes on all the same: then there is no span of ours, but the request's.
            DistributedContextPropagator.Current.Inject(activity ?? Activity.Current, properties.Headers, static (headers, name, value) => ((IDictionary<string, object?>)headers!)[name] = value);

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
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && BrokerUnavailableException.IsCause(exception))
        {
            var failure = BrokerUnavailableException.Because(exception, opening.IsCompletedSuccessfully ? opening.Result.Blocked : null);
            if (failure.ErrorType != BrokerUnavailableException.Nack)
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
        var link = await BrokerLink.OpenAsync(factory, options.Value.PublishTimeout);
        Log.Connected(logger, UpdateTopology.Exchange);
        return link;
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
        catch (Exception exception) when (BrokerUnavailableException.IsCause(exception))
        {
            // It never opened, or it is gone already: told to those who used it.
        }
    }
}
