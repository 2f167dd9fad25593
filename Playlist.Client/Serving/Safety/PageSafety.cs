using Microsoft.AspNetCore.HostFiltering;

namespace Playlist.Client.Serving.Safety;

/// <summary>
/// Nobody logs in here: whoever can reach the page is its listener. So it is for this machine alone unless it is configured otherwise, and
/// what another site's page lets the listener's browser send is refused.
/// </summary>
internal static class PageSafety
{
    /// <summary>The names under which the page may be asked for, with <c>;</c> between them; <c>*</c> is any.</summary>
    internal const string HostsSetting = "AllowedHosts";

    // A name of somebody else's that leads to this machine (DNS rebinding) would make his page one of this site.
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    private const string Remedy =
        "Requests that come from another site are refused. Open this site's own address in the browser. If it is behind a proxy, let the proxy pass on the header Host as it came,"
        + " and X-Forwarded-Proto when it speaks HTTPS, with ASPNETCORE_FORWARDEDHEADERS_ENABLED=true.";

    public static void AddPageSafety(this IHostApplicationBuilder builder) =>
        builder.Services.Configure<HostFilteringOptions>(options =>
        {
            options.AllowEmptyHosts = false;
            // ASP.NET's own default is any; what is configured, it takes itself.
            if (string.IsNullOrWhiteSpace(builder.Configuration[HostsSetting]))
            {
                options.AllowedHosts = Loopback;
            }
        });

    /// <summary>Comes before all that answers: also an error's page has the headers. The host is checked before it.</summary>
    public static void UsePageSafety(this WebApplication app) => app.Use(async (context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            SafetyHeaders.Add(context.Response.Headers);
            return Task.CompletedTask;
        });
        if (RequestSite.IsAnother(context.Request))
        {
            await ClientEndpoints.Problem(context, Remedy, StatusCodes.Status403Forbidden, "other_site").ExecuteAsync(context);
            return;
        }

        await next(context);
    });
}
