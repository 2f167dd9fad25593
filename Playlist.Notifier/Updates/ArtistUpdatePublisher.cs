using System.Diagnostics;
using Microsoft.Extensions.Options;
using Playlist.Protocol.Updates;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Playlist.Notifier.Updates;

internal enum PublishOutcome
{
    Delivered,
    NoFollowers,
}

/// <summary>The broker did not take the update, or did not say so in time.</summary>
internal sealed class BrokerUnavailableException(string message, Exception innerException) : Exception(message, innerException);

/// <summary>Publishes updates with confirms and <c>mandatory</c>, on one channel that is opened when it is needed.</summary>
/// <remarks>
/// RabbitMQ.Client's own recovery is off: a channel that fails is dropped, and the next caller opens a new one and
/// declares the exchanges again. So there is one way to connect, the first time and after any failure.
/// </remarks>
internal sealed class ArtistUpdatePublisher(IConnectionFactory factory, IOptions<NotifierOptions> options, ILogger<ArtistUpdatePublisher> logger) : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly SemaphoreSlim _opening = new(1, 1);
    private IConnection? _connection;
    private IChannel? _channel;

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
            DistributedContextPropagator.Current.Inject(activity, properties.Headers, static (headers, name, value) => ((IDictionary<string, object?>)headers!)[name] = value);

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
    public Task PingAsync(CancellationToken cancellationToken) =>
        UseChannelAsync(
            async (channel, deadline) =>
            {
                await channel.ExchangeDeclarePassiveAsync(UpdateTopology.Exchange, deadline);
                return true;
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _opening.Dispose();
    }

    private async Task<T> UseChannelAsync<T>(Func<IChannel, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Value.PublishTimeout);
        IChannel? channel = null;
        try
        {
            channel = await OpenAsync(deadline.Token);
            return await use(channel, deadline.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsBrokers(exception))
        {
            // What became of it is unknown: whatever the channel still does must not be taken for the next caller's.
            await DropAsync(channel);
            Log.BrokerUnavailable(logger, exception.Message);
            throw new BrokerUnavailableException(
                "The update was not published: RabbitMQ does not answer. Check that it runs, and that ConnectionStrings:messaging names it; then send the update again.",
                exception);
        }
    }

    private static bool IsBrokers(Exception exception) =>
        exception is RabbitMQClientException or OperationCanceledException or IOException or System.Net.Sockets.SocketException or TimeoutException or ObjectDisposedException;

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
        {
            return open;
        }

        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_channel is { IsOpen: true } opened)
            {
                return opened;
            }

            await CloseAsync();
            _connection = await factory.CreateConnectionAsync("notifier", cancellationToken);
            var channel = await _connection.CreateChannelAsync(Confirmed, cancellationToken);
            await channel.ExchangeDeclareAsync(UpdateTopology.Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
            await channel.ExchangeDeclareAsync(UpdateTopology.OriginalExchange, ExchangeType.Topic, durable: false, cancellationToken: cancellationToken);
            await channel.ExchangeBindAsync(UpdateTopology.OriginalExchange, UpdateTopology.Exchange, UpdateTopology.EveryArtist, cancellationToken: cancellationToken);
            Log.Connected(logger, UpdateTopology.Exchange);
            return _channel = channel;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task DropAsync(IChannel? channel)
    {
        if (channel is not null && Interlocked.CompareExchange(ref _channel, null, channel) == channel)
        {
            await CloseAsync();
        }
    }

    /// <summary>Does not wait for a broker that is gone.</summary>
    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            await connection.AbortAsync(CloseTimeout);
            await connection.DisposeAsync();
        }
    }
}
