using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Aspire.Dashboard.Logs;

internal static class LogEndpoints
{
    private static readonly string Levels = string.Join(", ", Enum.GetNames<LogLevel>().Except([nameof(LogLevel.None)]));

    public static void MapLogs(this IEndpointRouteBuilder endpoints, LogStore logs) => endpoints.MapGet("/logs", (HttpRequest request) =>
    {
        var filter = new LogFilter(GetLevel(request), request.GetText("resource"), request.GetText("text"), request.GetText("trace"), request.GetText("span"));
        var limit = request.GetLimit();
        return request.HasSeen(logs.Version) ? Results.NoContent() : Results.Json(logs.Find(filter, limit));
    });

    private static LogLevel? GetLevel(HttpRequest request) => request.GetText("level") switch
    {
        null => null,
        var text when Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) && Enum.IsDefined(level) && level != LogLevel.None => level,
        var text => throw new BadHttpRequestException($"'level' is '{text}': give one of {Levels}."),
    };
}
