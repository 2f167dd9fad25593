using Microsoft.Extensions.Primitives;

namespace Playlist.Client.Serving.Safety;

/// <summary>Which site's page made the browser send a request, as far as the browser tells.</summary>
/// <remarks>
/// <c>Origin: http://evil.example</c> (RFC 6454) comes with what is not a plain load; <c>Sec-Fetch-Site: cross-site</c> (Fetch Metadata) with all
/// that a browser of today sends to this machine or over HTTPS. Whoever sends neither, such as curl, is no browser that another's page could use.
/// </remarks>
internal static class RequestSite
{
    private const string Navigation = "navigate";

    /// <returns>Whether it was another site's. Following its link to here is all right: that opens this site's own page.</returns>
    public static bool IsAnother(HttpRequest request) => !IsNavigation(request) && (HasOtherOrigin(request) || IsLoadedByOther(request));

    private static bool IsNavigation(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers["Sec-Fetch-Mode"] == Navigation
        && request.Headers["Sec-Fetch-Dest"] is not ["embed" or "object"]
        && StringValues.IsNullOrEmpty(request.Headers.Upgrade);

    // The Host header, and not the address that is listened on: a proxy such as Aspire's has another one.
    private static bool HasOtherOrigin(HttpRequest request) =>
        request.Headers.Origin.Count > 0 && !string.Equals(request.Headers.Origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);

    // Of the same site, but not of the same origin, is another program's port on this machine.
    private static bool IsLoadedByOther(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "same-origin" && site != "none";
}
