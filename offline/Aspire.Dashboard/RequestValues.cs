using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Aspire.Dashboard;

/// <summary>The values of a request's query string, checked.</summary>
internal static class RequestValues
{
    public const int DefaultLimit = 200;
    public const int MaxLimit = 10_000;

    /// <summary>A text that is not only white space.</summary>
    public static string? GetText(this HttpRequest request, string name) => request.Query[name] is [.., { } text] && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <exception cref="BadHttpRequestException">It is no whole number, or out of range.</exception>
    public static long? GetNumber(this HttpRequest request, string name, long min, long max) => request.GetText(name) switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max => number,
        var text => throw new BadHttpRequestException($"'{name}' is '{text}': give a whole number from {min} to {max}."),
    };

    public static int GetLimit(this HttpRequest request) => (int?)request.GetNumber("limit", 1, MaxLimit) ?? DefaultLimit;

    public static bool GetFlag(this HttpRequest request, string name) => request.GetText(name) == "true";

    /// <summary>Whether the page has this version already: the answer is then 204.</summary>
    public static bool HasSeen(this HttpRequest request, long version) => request.GetNumber("seen", 0, long.MaxValue) == version;
}
