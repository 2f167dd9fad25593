using Microsoft.Extensions.Options;
using Playlist.Client.Updates;
using Playlist.ServiceDefaults.Storage;
using RabbitMQ.Client;

namespace Playlist.Client.Messaging;

/// <summary>Listens for what the feeds want to hear, in the background, and begins again whenever the broker was lost.</summary>
/// <remarks>RabbitMQ.Client's own recovery is off, so there is one way to connect, the first time and after any failure.</remarks>
internal sealed class BrokerListener(
    IConnectionFactory factory, IEnumerable<IBrokerFeed> feeds, ListenerStatus status, IOptions<UpdateListenerOptions> options, TimeProvider time, ILogger<BrokerListener> logger) : BackgroundService
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A consumer that hears nothing is found out by the second probe.</summary>
    public static TimeSpan ProbeInterval { get; } = TimeSpan.FromSeconds(10);

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
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            string problem;
            try
            {
                await using var connection = await OpenAsync(stoppingToken);
                failures = 0;
                problem = BrokerProblem.Describe(await ListenAsync(connection, stoppingToken), factory.Uri);
            }
            catch (StorageException exception)
            {
                problem = exception.Message;
            }
            catch (Exception exception) when (BrokerProblem.Is(exception) && !stoppingToken.IsCancellationRequested)
            {
                problem = BrokerProblem.Describe(exception, factory.Uri);
            }

            Array.ForEach(_feeds, feed => feed.Lost());
            Report(problem);
            await Task.Delay(Backoff.After(++failures), time, stoppingToken);
        }
    }

    private async Task<BrokerConnection> OpenAsync(CancellationToken stoppingToken)
    {
        using var deadline = Deadline(stoppingToken);
        return await BrokerConnection.OpenAsync(factory, options.Value.Name ?? "client", _feeds, time, logger, deadline.Token);
    }

    /// <returns>Why it ended.</returns>
    private async Task<Exception> ListenAsync(BrokerConnection connection, CancellationToken stoppingToken)
    {
        using var probes = new PeriodicTimer(ProbeInterval, time);
        Array.ForEach(_feeds, feed => feed.Listening());
        status.Listening();
        try
        {
            return await WatchAsync(connection, probes, stoppingToken);
        }
        catch (DeafConsumerException exception)
        {
            ClientTelemetry.ListenerRebuilt();
            status.Rebuilt(exception.Message, time.GetUtcNow());
            return exception;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            using var grace = new CancellationTokenSource(StopTimeout);
            await connection.StopAsync(grace.Token);
            throw;
        }
    }

    /// <summary>Probes the consumers at each tick until something is lost.</summary>
    private static async Task<Exception> WatchAsync(BrokerConnection connection, PeriodicTimer probes, CancellationToken stoppingToken)
    {
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

    private void Report(string problem)
    {
        if (status.IsListening || status.Problem != problem)
        {
            Log.BrokerLost(logger, problem);
        }

        status.Lost(problem);
    }
}
