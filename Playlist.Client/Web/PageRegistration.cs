using Microsoft.AspNetCore.Components.Server.Circuits;
using Playlist.Client.Serving;
using Playlist.Client.Songs;
using Playlist.Client.Web.Layout;
using Playlist.Client.Web.Playing;
using Playlist.Client.Web.Playlists;

namespace Playlist.Client.Web;

internal static class PageRegistration
{
    /// <summary>What a tab may send at once, in bytes: the queue that it has kept.</summary>
    private const int MaxMessageBytes = 2 * SavedQueue.MaxLength;

    private const string TabConnections = "/_blazor";

    /// <summary>Adds the player page; the song client, the playlists' changes and the update listener have been added.</summary>
    public static void AddPage(this WebApplicationBuilder builder)
    {
        // Outside of Development, too, a build that is not published finds its files.
        builder.WebHost.UseStaticWebAssets();
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = MaxMessageBytes);
        builder.AddServerStatus();

        // One of each for every tab.
        services.AddScoped<CircuitHandler, CircuitTraces>();
        services.AddScoped<IPageAudio, BrowserAudio>();
        services.AddScoped<PagePlayer>();
        services.AddScoped<Toasts>();
        services.AddScoped<PlaylistDirectory>();
        services.AddScoped<PlaylistPicker>();
        services.AddScoped<PlaylistAdding>();
        services.AddScoped<Dragging>();

        // A tab's connection lasts for hours, and its files are of no interest: see CircuitTraces and ClientTelemetry.
        services.LeaveOutOfTraces(IsOfThePage);
    }

    /// <summary>A tab whose connection is closed because this process ends would be back at once, and then hold up the end.</summary>
    public static void UsePage(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments(TabConnections) && app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        await next(context);
    });

    public static void MapPage(this WebApplication app)
    {
        app.MapStaticAssets();
        // Who may frame it is said with the rest of the policy: see SafetyHeaders.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null).DisableAntiforgery();
    }

    private static bool IsOfThePage(PathString path) =>
        path.StartsWithSegments(TabConnections) || path.StartsWithSegments("/_framework") || Path.HasExtension(path.Value);
}
