using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Playlist.Server.Messaging;

/// <summary>Publishes to one exchange, one message after the other, each again and again until the broker has answered.</summary>
/// <param name="telemetry">Of the exchange.</param>
/// <param name="subject">What waits while the broker is away, for the log: a plural.</param>
/// <remarks>Not thread-safe: what is in order is published by one.</remarks>
internal sealed class PatientPublisher(IConnectionFactory factory, PublishTelemetry telemetry, string exchange, string subject, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>The <see cref="BrokerFault.ErrorType"/> of a message that had to find a queue, and did not.</summary>
    public const string Returned = "returned";

    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(5);

    private BrokerLink? _link;
    private bool _isAway;

    /// <returns><see langword="null"/> when it was confirmed; otherwise, the broker's no to this one message.</returns>
    public async Task<BrokerFault?> PublishAsync(Publication publication, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await PublishOnceAsync(publication, cancellationToken);
                IsBack();
                return null;
            }
            catch (PublishFaultException exception) when (exception.Fault.ErrorType is BrokerFault.Nack or Returned)
            {
                IsBack();
                return exception.Fault;
            }
            catch (PublishFaultException exception)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await DropLinkAsync();
                if (!_isAway)
                {
                    Log.CannotAnnounce(logger, subject, exception.Message);
                    _isAway = true;
                }

                await Task.Delay(Backoff.After(failures), time, cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => DropLinkAsync();

    private Task<bool> PublishOnceAsync(Publication publication, CancellationToken cancellationToken)
    {
        ActivityContext.TryParse(publication.TraceParent, publication.TraceState, out var parent);
        var properties = new BasicProperties { MessageId = publication.MessageId, ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent };
        return telemetry.PublishAsync(
            properties.MessageId,
            publication.RoutingKey,
            factory.Uri,
            parent,
            async span =>
            {
                PublishTelemetry.Inject(span, publication.TraceParent, publication.TraceState, properties);
                using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                deadline.CancelAfter(PublishTimeout);
                try
                {
                    _link = _link is { IsOpen: true } ? _link : await ReopenAsync();
                    await _link.Channel.BasicPublishAsync(exchange, publication.RoutingKey, publication.Mandatory, properties, publication.Body, deadline.Token);
                    return true;
                }
                catch (PublishException returned) when (returned.IsReturn)
                {
                    throw new PublishFaultException(new BrokerFault(Returned, "Nobody has a queue for them at RabbitMQ. Start the notifier."), returned);
                }
                catch (Exception exception) when (BrokerFault.IsCause(exception))
                {
                    throw new PublishFaultException(BrokerFault.Of(exception, _link?.Blocked), exception);
                }
            },
            exception => (exception as PublishFaultException)?.Fault.ErrorType);
    }

    private async Task<BrokerLink> ReopenAsync()
    {
        await DropLinkAsync();
        return await BrokerLink.OpenAsync(
            factory,
            "server",
            (channel, cancellationToken) => channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken),
            PublishTimeout);
    }

    private async ValueTask DropLinkAsync()
    {
        if (_link is { } link)
        {
            _link = null;
            await link.DisposeAsync();
        }
    }

    private void IsBack()
    {
        if (_isAway)
        {
            Log.AnnouncingAgain(logger, subject);
            _isAway = false;
        }
    }

    private sealed class PublishFaultException(BrokerFault fault, Exception innerException) : Exception(fault.Words, innerException)
    {
        public BrokerFault Fault => fault;
    }
}

/// <param name="Mandatory">It has to find a queue.</param>
/// <param name="TraceParent">Of what it is published for.</param>
internal readonly record struct Publication(string MessageId, string RoutingKey, ReadOnlyMemory<byte> Body, bool Mandatory, string? TraceParent, string? TraceState = null);
