using Microsoft.AspNetCore.Http;

namespace Aspire.Dashboard.Access;

internal static class SecurityHeaders
{
    // Scripts, styles and data come from here alone; nobody may frame the page.
    private const string ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
        return next(context);
    }
}
