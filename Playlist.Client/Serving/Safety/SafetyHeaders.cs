namespace Playlist.Client.Serving.Safety;

/// <summary>What a browser is told about every answer, so that text of others cannot become more than text.</summary>
internal static class SafetyHeaders
{
    // Nothing from elsewhere, and no script or style within a page. Blazor's virtual lists set the height of their ends in style attributes.
    internal const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; media-src 'self'; connect-src 'self';"
        + " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static readonly (string Name, string Value)[] Others =
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), serial=(), usb=()"),
    ];

    public static void Add(IHeaderDictionary headers)
    {
        // Beside an endpoint's own, such as a generated cover's or Blazor's: what one of them forbids is forbidden.
        headers.Append("Content-Security-Policy", Policy);
        foreach (var (name, value) in Others)
        {
            headers[name] = value;
        }
    }
}
