using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Playlist.Browsing;

/// <summary>A site of one page, and of <c>/broken</c>, whose connection is cut in place of an answer.</summary>
public sealed class SmallSite : IAsyncDisposable
{
    private readonly WebApplication _application;

    private SmallSite(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.Single());

    /// <param name="body">The page's HTML.</param>
    /// <param name="policy">The page's Content-Security-Policy, if any.</param>
    public static async Task<SmallSite> StartAsync(string body, CancellationToken cancellationToken, string? policy = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.MapGet("/", (HttpResponse response) =>
        {
            response.Headers.ContentSecurityPolicy = policy;
            return TypedResults.Content($"""<!doctype html><html lang="en"><meta name="color-scheme" content="light dark"><title>Small site</title>{body}""", MediaTypeNames.Text.Html);
        });
        // Chromium asks for it by itself, and complains when it is missing.
        application.MapGet("/favicon.ico", () => TypedResults.NoContent());
        application.MapGet("/broken", (HttpContext context) => context.Abort());
        await application.StartAsync(cancellationToken);
        return new SmallSite(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
