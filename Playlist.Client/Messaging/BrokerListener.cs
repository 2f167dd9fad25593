using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Options;
using Playlist.Client.Updates;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Playlist.Client.Messaging;

/// <summary>Listens for what the feeds want to hear, in the background, and begins again whenever the broker was lost.</summary>
/// <remarks>RabbitMQ.Client's own recovery is off, so there is one way to connect, the first time and after any failure.</remarks>
internal sealed class BrokerListener(
    IConnectionFactory factory, IEnumerable<IBrokerFeed> feeds, ListenerStatus status, IOptions<UpdateListenerOptions> options, TimeProvider time, ILogger<BrokerListener> logger) : BackgroundService
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    private readonly IBrokerFeed[] _feeds = [.. feeds];

    /// <summary>How long the broker may take to answer.</summary>
    public static CancellationTokenSource Deadline(CancellationToken cancellationToken)
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerTimeout);
        return deadline;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var delay = FirstDelay;
        while (!stoppingToken.IsCancellationRequested)
        {
            string problem;
            try
            {
                await using var connection = await OpenAsync(stoppingToken);
                delay = FirstDelay;
                problem = BrokerProblem.Describe(await ListenAsync(connection, stoppingToken), factory.Uri);
            }
            catch (Exception exception) when (BrokerProblem.Is(exception) && !stoppingToken.IsCancellationRequested)
            {
                problem = BrokerProblem.Describe(exception, factory.Uri);
            }

            Array.ForEach(_feeds, feed => feed.Lost());
            Report(problem);
            await Task.Delay(delay, time, stoppingToken);
            delay = delay * 2 < MaxDelay ? delay * 2 : MaxDelay;
        }
    }

    private async Task<BrokerConnection> OpenAsync(CancellationToken stoppingToken)
    {
        using var deadline = Deadline(stoppingToken);
        return await BrokerConnection.OpenAsync(factory, options.Value.Name ?? "client", _feeds, (feed, channel, delivery) => DeliverAsync(feed, channel, delivery, stoppingToken), deadline.Token);
    }

    /// <returns>Why it ended.</returns>
    private async Task<string> ListenAsync(BrokerConnection connection, CancellationToken stoppingToken)
    {
        Array.ForEach(_feeds, feed => feed.Listening());
        status.Listening();
        using var probes = new PeriodicTimer(ProbeInterval, time);
        var probe = probes.WaitForNextTickAsync(stoppingToken).AsTask();
        while (await Task.WhenAny(connection.Lost, probe) == probe)
        {
            await probe;
            using var deadline = Deadline(stoppingToken);
            await connection.ProbeAsync(deadline.Token);
            probe = probes.WaitForNextTickAsync(stoppingToken).AsTask();
        }

        return await connection.Lost;
    }

    private async Task DeliverAsync(IBrokerFeed feed, IChannel channel, BasicDeliverEventArgs delivery, CancellationToken stoppingToken)
    {
        ActivityContext.TryParse(Header(delivery, "traceparent"), Header(delivery, "tracestate"), isRemote: true, out var producer);
        using var processed = ClientTelemetry.StartProcess(feed.Source, producer, delivery.BasicProperties.MessageId, delivery.RoutingKey, factory.Uri);
        try
        {
            try
            {
                await feed.HandleAsync(delivery, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Not again: it would fail again, and hold up what comes after it.
                processed.Fail(exception);
                Log.MessageFailed(logger, exception, delivery.BasicProperties.MessageId, feed.Source.Exchange);
                await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: false, stoppingToken);
                return;
            }

            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stoppingToken);
        }
        catch (Exception exception) when (BrokerProblem.Is(exception))
        {
            // The channel is gone, or this client stops: the broker will deliver it again.
            processed.Fail(exception);
        }
    }

    private void Report(string problem)
    {
        if (status.IsListening || status.Problem != problem)
        {
            Log.BrokerLost(logger, problem);
        }

        status.Lost(problem);
    }

    private static string? Header(BasicDeliverEventArgs delivery, string name) =>
        delivery.BasicProperties.Headers?.TryGetValue(name, out var value) is true ? value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            string text => text,
            _ => null,
        }
        : null;
}
