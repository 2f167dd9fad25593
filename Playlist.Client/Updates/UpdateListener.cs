using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Options;
using Playlist.Protocol.Updates;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Playlist.Client.Updates;

/// <summary>Listens for the updates of the followed artists, in the background, and begins again whenever the broker was lost.</summary>
/// <remarks>RabbitMQ.Client's own recovery is off, so there is one way to connect, the first time and after any failure.</remarks>
internal sealed class UpdateListener(
    IConnectionFactory factory,
    FollowedArtists followed,
    IUpdateHandler handler,
    ListenerStatus status,
    IOptions<UpdateListenerOptions> options,
    TimeProvider time,
    ILogger<UpdateListener> logger) : BackgroundService
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    private readonly RecentUpdates _recent = new();
    private UpdateSubscription? _subscription;

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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var delay = FirstDelay;
        while (!stoppingToken.IsCancellationRequested)
        {
            string problem;
            try
            {
                await using var subscription = await OpenAsync(stoppingToken);
                delay = FirstDelay;
                problem = BrokerProblem.Describe(await ListenAsync(subscription, stoppingToken), factory.Uri);
            }
            catch (Exception exception) when (BrokerProblem.Is(exception) && !stoppingToken.IsCancellationRequested)
            {
                problem = BrokerProblem.Describe(exception, factory.Uri);
            }

            _subscription = null;
            Report(problem);
            await Task.Delay(delay, time, stoppingToken);
            delay = delay * 2 < MaxDelay ? delay * 2 : MaxDelay;
        }
    }

    private async Task<UpdateSubscription> OpenAsync(CancellationToken stoppingToken)
    {
        using var deadline = Deadline(stoppingToken);
        return await UpdateSubscription.OpenAsync(factory, options.Value.Name, followed.Names, (channel, delivery) => DeliverAsync(channel, delivery, stoppingToken), deadline.Token);
    }

    /// <returns>Why it ended.</returns>
    private async Task<string> ListenAsync(UpdateSubscription subscription, CancellationToken stoppingToken)
    {
        _subscription = subscription;
        // Whoever was followed while the subscription was opened.
        await BindAsync(stoppingToken);
        Log.Listening(logger, followed.Names.Count);
        status.Listening();
        using var probes = new PeriodicTimer(ProbeInterval, time);
        var probe = probes.WaitForNextTickAsync(stoppingToken).AsTask();
        while (await Task.WhenAny(subscription.Lost, probe) == probe)
        {
            await probe;
            using var deadline = Deadline(stoppingToken);
            await subscription.ProbeAsync(deadline.Token);
            probe = probes.WaitForNextTickAsync(stoppingToken).AsTask();
        }

        return await subscription.Lost;
    }

    private async Task BindAsync(CancellationToken cancellationToken)
    {
        if (_subscription is not { } subscription)
        {
            return;
        }

        try
        {
            using var deadline = Deadline(cancellationToken);
            await subscription.BindAsync(followed.Names, deadline.Token);
        }
        catch (Exception exception) when (BrokerProblem.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            // The subscription is being lost: the next one binds everybody.
            Log.BindingFailed(logger, exception.Message);
        }
    }

    private async Task DeliverAsync(IChannel channel, BasicDeliverEventArgs delivery, CancellationToken stoppingToken)
    {
        ActivityContext.TryParse(Header(delivery, "traceparent"), Header(delivery, "tracestate"), isRemote: true, out var producer);
        using var processed = ClientTelemetry.StartProcess(producer, delivery.BasicProperties.MessageId, delivery.RoutingKey, factory.Uri);
        try
        {
            try
            {
                await HandleAsync(ArtistUpdate.FromBody(delivery.Body.Span), delivery.RoutingKey, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Not again: it would fail again, and hold up what comes after it.
                processed.Fail(exception);
                Log.UpdateFailed(logger, exception, delivery.BasicProperties.MessageId);
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

    private async Task HandleAsync(ArtistUpdate update, string routingKey, CancellationToken cancellationToken)
    {
        if (!followed.Names.Contains(RoutingKey.Normalize(update.Artist)))
        {
            // The queue is older than this process, and so are some of its bindings.
            if (_subscription is { } subscription)
            {
                await subscription.UnbindAsync(routingKey, cancellationToken);
            }

            return;
        }

        if (!_recent.Contains(update.Id))
        {
            await handler.HandleAsync(update, cancellationToken);
            _recent.Add(update.Id);
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

    private static CancellationTokenSource Deadline(CancellationToken cancellationToken)
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerTimeout);
        return deadline;
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
