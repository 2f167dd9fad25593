using System.Globalization;
using System.Text;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Library;

/// <summary>How the library writes an artist's name: updates come under that name.</summary>
internal static class ArtistSpelling
{
    /// <returns>The library's spelling of a name that differs in letter case or accents only; the name as it is when the library knows none, or is away.</returns>
    public static async Task<string> FindAsync(SongClient client, string artist, CancellationToken cancellationToken)
    {
        try
        {
            var names = (await client.GetArtistsAsync(artist, offset: 0, SongProtocol.MaxListLimit, cancellationToken)).Artists?.Select(known => known.Name).ToList() ?? [];
            var normalized = RoutingKey.Normalize(artist);
            return names.Find(name => Normalize(name) == normalized) ?? names.Find(name => Fold(name) == Fold(artist)) ?? artist;
        }
        catch (Exception exception) when (exception is SongServerUnavailableException or SongProtocolException)
        {
            return artist;
        }
    }

    private static string? Normalize(string name) => UpdateText.IsValid(name, UpdateText.MaxArtistLength, out _) ? RoutingKey.Normalize(name) : null;

    /// <summary>Without letter case and accents; <see langword="null"/> when nobody can follow this name.</summary>
    private static string? Fold(string name) => Normalize(name) is { } normalized
        ? string.Concat(normalized.Normalize(NormalizationForm.FormD).Where(character => CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark)).ToUpperInvariant()
        : null;
}
