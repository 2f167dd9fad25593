using Microsoft.AspNetCore.Http;

namespace Aspire.Dashboard.Access;

/// <summary>Lets in this machine's user, who has the printed address, and the application's processes, which have the key for telemetry.</summary>
internal sealed class AccessControl(AccessKeys keys)
{
    private const string OtlpKeyHeader = "x-otlp-api-key";
    private const string LoginPath = "/login";

    public static PathString OtlpPath { get; } = "/v1";

    public static PathString ApiPath { get; } = "/api";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments(OtlpPath))
        {
            await (AccessKeys.Matches(keys.Otlp, request.Headers[OtlpKeyHeader])
                ? next(context)
                : RefuseAsync(context, StatusCodes.Status401Unauthorized, $"Send the header {OtlpKeyHeader} with the key of OTEL_EXPORTER_OTLP_HEADERS, which every process of the application is given."));
        }
        else if (request.Path == LoginPath && AccessKeys.Matches(keys.Token, request.Query["t"]))
        {
            // Lax would do for the link in a terminal; strict keeps other sites from opening pages with the cookie too.
            context.Response.Cookies.Append(CookieName(request), keys.Session, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true });
            context.Response.Redirect("/");
        }
        else if (!AccessKeys.Matches(keys.Session, request.Cookies[CookieName(request)]))
        {
            await RefuseStrangerAsync(context);
        }
        else if (!HttpMethods.IsGet(request.Method) && !IsSameOrigin(request))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "Only the dashboard's own page may do that.");
        }
        else
        {
            await next(context);
        }
    }

    /// <summary>Cookies belong to a host, whatever the port: with the port in its name, two dashboards do not sign each other out.</summary>
    private static string CookieName(HttpRequest request) => $"aspire-dashboard-{request.HttpContext.Connection.LocalPort}";

    private static bool IsSameOrigin(HttpRequest request) => request.Headers.Origin is [{ } origin]
        ? string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        : request.Headers["Sec-Fetch-Site"] is [] or ["same-origin"];

    private static async Task RefuseStrangerAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(ApiPath))
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "Open the address that the AppHost printed when it started: it has the key.");
            return;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await PageFiles.SendAsync(context.Response, "login.html");
    }

    private static Task RefuseAsync(HttpContext context, int status, string words) => Results.Problem(words, statusCode: status).ExecuteAsync(context);
}
