using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aspire.Dashboard.Metrics;

internal static class MetricEndpoints
{
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(1);

    public static void MapMetrics(this IEndpointRouteBuilder endpoints, MetricStore metrics)
    {
        endpoints.MapGet("/metrics", (HttpRequest request) => request.HasSeen(metrics.Version) ? Results.NoContent() : Results.Json(metrics.GetMeters()));

        endpoints.MapGet("/metrics/chart", (HttpRequest request) =>
        {
            var seconds = request.GetNumber("seconds", 1, (long)LongestPeriod.TotalSeconds);
            var query = new ChartQuery(
                request.GetText("meter") ?? throw new BadHttpRequestException("'meter' is missing: name the meter."),
                request.GetText("instrument") ?? throw new BadHttpRequestException("'instrument' is missing: name the instrument."),
                [.. request.Query["where"].Select(ReadCondition)],
                seconds is { } period ? TimeSpan.FromSeconds(period) : DefaultPeriod,
                request.GetFlag("rate"));
            return request.HasSeen(metrics.Version) ? Results.NoContent()
                : metrics.GetChart(query) is { } chart ? Results.Json(chart)
                : Results.Problem($"No instrument '{query.Instrument}' of the meter '{query.Meter}' has reported yet.", statusCode: StatusCodes.Status404NotFound);
        });
    }

    /// <summary>Reads <c>http.route=/play</c>.</summary>
    private static KeyValuePair<string, string> ReadCondition(string? text) => text?.IndexOf('=', StringComparison.Ordinal) is { } equals and > 0
        ? KeyValuePair.Create(text[..equals], text[(equals + 1)..])
        : throw new BadHttpRequestException($"'where' is '{text}': give an attribute and its value, such as http.route=/play.");
}
