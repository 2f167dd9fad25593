using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aspire.Dashboard.Traces;

internal static class TraceEndpoints
{
    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(1);

    public static void MapTraces(this IEndpointRouteBuilder endpoints, TraceStore traces)
    {
        endpoints.MapGet("/traces", (HttpRequest request) =>
        {
            var minDuration = request.GetNumber("minMs", 0, (long)LongestDuration.TotalMilliseconds);
            var filter = new TraceFilter(request.GetText("text"), request.GetText("resource"), minDuration is { } ms ? TimeSpan.FromMilliseconds(ms) : null, request.GetFlag("errors"));
            var limit = request.GetLimit();
            return request.HasSeen(traces.Version) ? Results.NoContent() : Results.Json(traces.Find(filter, limit));
        });

        endpoints.MapGet("/traces/{traceId}", (string traceId, HttpRequest request) =>
            request.HasSeen(traces.VersionOf(traceId)) ? Results.NoContent()
            : traces.Get(traceId) is { } trace ? Results.Json(trace)
            : Results.Problem("No span of this trace is here: none was received yet, or all had to make room for newer ones.", statusCode: StatusCodes.Status404NotFound));
    }
}
