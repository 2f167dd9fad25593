using System.Diagnostics;
using Microsoft.Extensions.Options;
using Playlist.Notifier.DeadLetters;
using Playlist.Notifier.Outbox;
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
    private string? _problem;
    private bool _disposed;

    /// <param name="traceParent">Which trace the update belongs to, recorded or not (W3C).</param>
    /// <returns><see cref="UpdateStatus.Delivered"/> or <see cref="UpdateStatus.NoFollowers"/>.</returns>
    /// <exception cref="PublishFailedException">Not confirmed within <see cref="NotifierOptions.PublishTimeout"/>.</exception>
    public Task<UpdateStatus> PublishAsync(ArtistUpdate update, string? traceParent, string? traceState, CancellationToken cancellationToken)
    {
        var routingKey = RoutingKey.For(update.Artist);
        ActivityContext.TryParse(traceParent, traceState, out var parent);

        return NotifierTelemetry.PublishAsync(update, routingKey, factory.Uri, parent, activity => UseChannelAsync(async (channel, deadline) =>
        {
            var properties = new BasicProperties
            {
                MessageId = update.Id.ToString(),
                ContentType = UpdateTopology.ContentType,
                DeliveryMode = DeliveryModes.Persistent,
                Type = ArtistUpdate.TypeName,
            };
            PublishTelemetry.Inject(activity, traceParent, traceState, properties);

            return await PublishAsync(channel, UpdateTopology.Exchange, routingKey, properties, update.ToBody(), deadline);
        }, cancellationToken));
    }

    /// <summary>Sends a dead letter to the queue that it came from, as it was.</summary>
    /// <returns><see cref="UpdateStatus.Delivered"/>, or <see cref="UpdateStatus.NoFollowers"/> when there is no such queue.</returns>
    /// <exception cref="PublishFailedException">Not confirmed within <see cref="NotifierOptions.PublishTimeout"/>.</exception>
    public Task<UpdateStatus> SendAsync(DeadLetterRow letter, CancellationToken cancellationToken) => UseChannelAsync(
        (channel, deadline) =>
        {
            var properties = new BasicProperties { MessageId = letter.Id, DeliveryMode = DeliveryModes.Persistent };
            if (letter.ContentType is { } contentType)
            {
                properties.ContentType = contentType;
            }

            if (letter.Type is { } type)
            {
                properties.Type = type;
            }

            PublishTelemetry.Inject(activity: null, letter.TraceParent, letter.TraceState, properties);
            return PublishAsync(channel, exchange: "", letter.Queue, properties, letter.Body, deadline);
        },
        cancellationToken);

    /// <summary>Asks the broker, and the broker answers.</summary>
    /// <exception cref="PublishFailedException">It did not within <see cref="NotifierOptions.PublishTimeout"/>.</exception>
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

    private static async Task<UpdateStatus> PublishAsync(IChannel channel, string exchange, string routingKey, BasicProperties properties, byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body, cancellationToken);
            return UpdateStatus.Delivered;
        }
        catch (PublishException returned) when (returned.IsReturn)
        {
            return UpdateStatus.NoFollowers;
        }
    }

    private async Task<T> UseChannelAsync<T>(Func<IChannel, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Value.PublishTimeout);
        var opening = Open();
        try
        {
            var link = await opening.WaitAsync(deadline.Token);
            var result = await use(link.Channel, deadline.Token);
            Tell(null, "");
            return result;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && BrokerFault.IsCause(exception))
        {
            var failure = new PublishFailedException(BrokerFault.Of(exception, opening.IsCompletedSuccessfully ? opening.Result.Blocked : null), opening.IsCompletedSuccessfully, exception);
            if (!failure.IsNack)
            {
                Drop(opening);
                Tell(failure.Message, exception.Message);
            }

            throw failure;
        }
    }

    /// <summary>A trouble that goes on is logged once, however often it is met.</summary>
    private void Tell(string? problem, string reason)
    {
        if (Interlocked.Exchange(ref _problem, problem) != problem && problem is not null)
        {
            Log.BrokerUnavailable(logger, problem, reason);
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
