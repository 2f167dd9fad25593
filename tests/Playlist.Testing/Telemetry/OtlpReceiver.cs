using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Playlist.Testing.Telemetry.Otlp;

namespace Playlist.Testing.Telemetry;

/// <summary>Receives what processes export by OTLP (http/protobuf): keeps the spans, accepts metrics and logs unread.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private const string Protobuf = "application/x-protobuf";

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<ReceivedSpan> _spans = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>Where to export to: an address of this machine, on a free port.</summary>
    public Uri Endpoint => new(_app.Urls.First());

    public static async Task<OtlpReceiver> StartAsync(CancellationToken cancellationToken)
    {
        // Slim: it listens where the next line says, whatever ASPNETCORE_URLS is here.
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        builder.Services.AddRequestDecompression();

        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.UseRequestDecompression();
        app.MapPost("/v1/traces", receiver.ReceiveTracesAsync);
        app.MapPost("/v1/metrics", () => Results.Bytes([], Protobuf));
        app.MapPost("/v1/logs", () => Results.Bytes([], Protobuf));
        await app.StartAsync(cancellationToken);
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

    private async Task<IResult> ReceiveTracesAsync(HttpRequest request)
    {
        if (!string.Equals(request.ContentType, Protobuf, StringComparison.OrdinalIgnoreCase))
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        ExportTraceServiceRequest export;
        try
        {
            export = ExportTraceServiceRequest.Parser.ParseFrom(body.GetBuffer(), 0, (int)body.Length);
        }
        catch (InvalidProtocolBufferException exception)
        {
            return Results.BadRequest(exception.Message);
        }

        TaskCompletionSource arrived;
        lock (_lock)
        {
            _spans.AddRange(ReceivedSpan.From(export));
            arrived = _arrived;
            _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        arrived.SetResult();
        return Results.Bytes([], Protobuf);
    }
}
