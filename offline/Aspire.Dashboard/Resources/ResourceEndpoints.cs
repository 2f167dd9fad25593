using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aspire.Dashboard.Resources;

internal static class ResourceEndpoints
{
    public static void MapResources(this IEndpointRouteBuilder endpoints, IApplicationView application)
    {
        endpoints.MapGet("/resources", (HttpRequest request) =>
        {
            var resources = application.GetResources();
            return request.HasSeen(resources.Version) ? Results.NoContent() : Results.Json(resources);
        });

        endpoints.MapPost("/resources/{replicaId}/commands/{command}", async (string replicaId, string command, CommandRequest body, CancellationToken cancellationToken) =>
            await application.ExecuteAsync(replicaId, command, body.Arguments ?? [], cancellationToken) is { } outcome
                ? Results.Json(outcome)
                : Results.Problem($"There is no command '{command}' of '{replicaId}'.", statusCode: StatusCodes.Status404NotFound));
    }

    private sealed record CommandRequest(Dictionary<string, string?>? Arguments);
}
