using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Playlist.Otlp;

namespace Playlist.Testing.Telemetry;

/// <summary>Receives what processes export by OTLP (http/protobuf), and keeps the spans.</summary>
public sealed class OtlpReceiver : IAsyncDisposable, ITelemetrySink
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<ReceivedSpan> _spans = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OtlpReceiver()
    {
        // Slim: it listens where the next line says, whatever ASPNETCORE_URLS is here.
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();

        _app = builder.Build();
        _app.MapOtlp(this);
    }

    /// <summary>Where to export to: an address of this machine, on a free port.</summary>
    public Uri Endpoint => new(_app.Urls.First());

    public static async Task<OtlpReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Waits until the spans received so far hold what <paramref name="select"/> looks for.</summary>
    /// <returns>What <paramref name="select"/> returned, never <see langword="null"/>.</returns>
    /// <exception cref="TimeoutException">It was not received within a minute; the message lists the spans that were.</exception>
    public async Task<T> WaitForAsync<T>(Func<IReadOnlyList<ReceivedSpan>, T?> select, CancellationToken cancellationToken)
        where T : class
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            Task arrived;
            ReceivedSpan[] spans;
            lock (_lock)
            {
                arrived = _arrived.Task;
                spans = [.. _spans];
            }

            if (select(spans) is { } found)
            {
                return found;
            }

            try
            {
                await arrived.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException("Not among the spans received:\n" + string.Join('\n', spans.Select(span => $"{span.TraceId} {span.Service}: {span.Kind} {span.Name}")));
            }
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    void ITelemetrySink.Add(IReadOnlyList<ReceivedSpan> spans)
    {
        TaskCompletionSource arrived;
        lock (_lock)
        {
            _spans.AddRange(spans);
            arrived = _arrived;
            _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        arrived.SetResult();
    }

    void ITelemetrySink.Add(IReadOnlyList<ReceivedLog> logs)
    {
    }

    void ITelemetrySink.Add(IReadOnlyList<ReceivedMetric> metrics)
    {
    }
}
