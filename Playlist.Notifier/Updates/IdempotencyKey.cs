using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Playlist.Notifier.Updates;

/// <summary>By which a request that is repeated is the same update's: <c>Idempotency-Key: 8f2a…</c>, 1 to 200 printable ASCII characters.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 200;

    /// <param name="key"><see langword="null"/> when there is none.</param>
    /// <returns>Whether there is none, or a good one.</returns>
    public static bool TryRead(IHeaderDictionary headers, out string? key, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        (key, problem) = (null, null);
        if (!headers.TryGetValue(Header, out var values))
        {
            return true;
        }

        if (values is [{ Length: > 0 and <= MaxLength } value] && value.All(character => character is >= ' ' and <= '~'))
        {
            key = value;
            return true;
        }

        problem = TypedResults.Problem($"{Header} must be given once, with 1 to {MaxLength} printable ASCII characters.", statusCode: StatusCodes.Status400BadRequest);
        return false;
    }
}
