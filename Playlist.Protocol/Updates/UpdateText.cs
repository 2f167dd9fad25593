using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Playlist.Protocol.Updates;

/// <summary>What an update's texts may be (docs/messaging.md, section 6).</summary>
public static class UpdateText
{
    /// <summary>In UTF-16 code units, after trimming.</summary>
    public const int MaxArtistLength = 200;
    public const int MaxMessageLength = 2000;

    /// <param name="text">As it came.</param>
    /// <param name="maxLength">The most UTF-16 code units, after trimming.</param>
    /// <param name="error">What is wrong, to follow the field's name: "is empty: …".</param>
    public static bool IsValid([NotNullWhen(true)] string? text, int maxLength, [NotNullWhen(false)] out string? error)
    {
        var trimmed = (text ?? "").Trim();
        error = trimmed switch
        {
            "" => "is empty: give it at least one character.",
            _ when trimmed.Length > maxLength => $"has {trimmed.Length} characters: give it {maxLength} at most.",
            _ when trimmed.Any(char.IsControl) => "has a control character: leave out line breaks, tabs and the like.",
            _ when !IsWellFormed(trimmed) => "is not well-formed Unicode: it has half of a surrogate pair.",
            // .NET normalizes no text with it, and no text needs it: it is a byte order mark read the wrong way round.
            _ when trimmed.Contains('\uFFFE') => "is not well-formed Unicode: it has the character U+FFFE, which is none.",
            _ => null,
        };
        return error is null;
    }

    private static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[consumed..];
        }

        return true;
    }
}
