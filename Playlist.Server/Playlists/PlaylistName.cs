using System.Diagnostics.CodeAnalysis;
using System.Text;
using Playlist.Protocol.Songs;
using Playlist.Protocol.Updates;

namespace Playlist.Server.Playlists;

/// <summary>A playlist's name as it is kept, and as it is compared with others.</summary>
internal static class PlaylistName
{
    /// <summary>In Unicode form C, without surrounding space, each run of white space one space.</summary>
    /// <exception cref="SongProtocolException"><c>bad_request</c>: no name that a playlist may have.</exception>
    public static string Read(string? name) =>
        TryNormalize(name, out var normalized, out var error)
            ? normalized
            : throw new SongProtocolException(SongErrorCodes.BadRequest, $"The playlist's 'name' {error}");

    /// <returns>The name without case too, and with its accents; <see langword="null"/> when no playlist may have such a name.</returns>
    public static string? Fold(string name) =>
        TryNormalize(name, out var normalized, out _) ? normalized.ToUpperInvariant() : null;

    private static bool TryNormalize(string? name, [NotNullWhen(true)] out string? normalized, [NotNullWhen(false)] out string? error)
    {
        normalized = null;
        if (!UpdateText.IsValid(name, SongProtocol.MaxPlaylistName, out error))
        {
            return false;
        }

        normalized = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Normalize(NormalizationForm.FormC);
        // Some characters are two in form C.
        return UpdateText.IsValid(normalized, SongProtocol.MaxPlaylistName, out error);
    }
}
