using Aspire.Dashboard.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aspire.Dashboard.ConsoleLogs;

internal static class ConsoleEndpoints
{
    private const int DefaultLines = 5_000;

    public static void MapConsole(this IEndpointRouteBuilder endpoints, IApplicationView application) => endpoints.MapGet("/console", (HttpRequest request) =>
    {
        var resource = request.GetText("resource");
        var after = request.GetNumber("after", 0, long.MaxValue) ?? 0;
        var limit = (int?)request.GetNumber("limit", 1, RequestValues.MaxLimit) ?? DefaultLines;
        return application.ReadConsole(resource, after, limit) is { } page
            ? Results.Json(page)
            : Results.Problem($"There is no resource '{resource}'.", statusCode: StatusCodes.Status404NotFound);
    });
}
