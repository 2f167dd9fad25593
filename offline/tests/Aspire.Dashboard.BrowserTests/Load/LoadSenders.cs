using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Aspire.Dashboard.BrowserTests.Load;

/// <summary>Four processes' worth of spans, exported as the SDK does it in each of them: in batches, once a second or whenever 512 wait.</summary>
internal sealed class LoadSenders : IDisposable
{
    public const int SpansPerTrace = 4;

    private static readonly string[] Services = ["shop-web", "shop-carts", "shop-stock", "shop-stock-db"];

    private readonly ActivitySource[] _sources = [.. Services.Select(service => new ActivitySource(service))];
    private readonly TracerProvider[] _providers;

    /// <param name="endpoint">As <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> has it.</param>
    /// <param name="headers">As <c>OTEL_EXPORTER_OTLP_HEADERS</c> has them.</param>
    public LoadSenders(string endpoint, string headers) => _providers = [.. Services.Select(service => Sdk.CreateTracerProviderBuilder()
        .SetResourceBuilder(ResourceBuilder.CreateDefault().AddService(service, serviceVersion: "1.4.2", serviceInstanceId: $"{service}-1"))
        .SetSampler(new AlwaysOnSampler())
        .AddSource(service)
        .AddOtlpExporter(options =>
        {
            options.Protocol = OtlpExportProtocol.HttpProtobuf;
            options.Endpoint = new Uri($"{endpoint}/v1/traces");
            options.Headers = headers;
            options.BatchExportProcessorOptions.MaxQueueSize = 16_384;
            options.BatchExportProcessorOptions.ScheduledDelayMilliseconds = 1000;
        })
        .Build())];

    /// <summary>The names of the traces' roots; each trace has the next one.</summary>
    public static IReadOnlyList<string> Roots { get; } = ["GET /carts/{id}", "GET /songs/{id}", "PUT /orders/{id}", "GET /prices", "POST /payments", "GET /reviews/{id}"];

    /// <summary>Sends <paramref name="traces"/> traces at an even rate; what was held up follows at once.</summary>
    public async Task SendAsync(int traces, int perSecond, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var start = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < traces && await timer.WaitForNextTickAsync(cancellationToken);)
        {
            var due = Math.Min(traces, (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond));
            for (; sent < due; sent++)
            {
                SendTrace(sent);
            }
        }

        Assert.All(_providers, provider => Assert.True(provider.ForceFlush()));
    }

    public void Dispose()
    {
        Array.ForEach(_providers, provider => provider.Dispose());
        Array.ForEach(_sources, source => source.Dispose());
    }

    /// <summary>A request, the call it makes, the process that answers, and its query.</summary>
    private void SendTrace(int number)
    {
        var route = Roots[number % Roots.Count];
        var now = DateTimeOffset.UtcNow;
        KeyValuePair<string, object?>[] call =
        [
            new("http.request.method", route.Split(' ')[0]), new("http.route", route.Split(' ')[1]), new("url.path", $"/{number}"), new("url.scheme", "http"),
            new("server.address", "shop.example"), new("server.port", 8080), new("http.response.status_code", 200), new("network.protocol.version", "1.1"),
        ];
        KeyValuePair<string, object?>[] query =
        [
            new("db.system.name", "postgresql"), new("db.namespace", "stock"), new("db.operation.name", "SELECT"), new("db.query.text", "SELECT id, left_in_stock FROM items WHERE id = $1"),
            new("server.address", "stock-db.example"), new("server.port", 5432), new("shop.customer.id", $"customer-{number % 5000}"),
        ];

        var context = Send(0, route, ActivityKind.Server, default, call, now.AddMilliseconds(-12), now);
        context = Send(1, route.Split(' ')[0], ActivityKind.Client, context, call, now.AddMilliseconds(-11), now.AddMilliseconds(-1));
        context = Send(2, "GET /stock/{id}", ActivityKind.Server, context, call, now.AddMilliseconds(-9), now.AddMilliseconds(-2));
        Send(3, "SELECT stock.items", ActivityKind.Client, context, query, now.AddMilliseconds(-8), now.AddMilliseconds(-4));
    }

    private ActivityContext Send(int service, string name, ActivityKind kind, ActivityContext parent, KeyValuePair<string, object?>[] tags, DateTimeOffset start, DateTimeOffset end)
    {
        using var activity = _sources[service].StartActivity(name, kind, parent, tags, links: null, start)!;
        activity.SetEndTime(end.UtcDateTime);
        return activity.Context;
    }
}
