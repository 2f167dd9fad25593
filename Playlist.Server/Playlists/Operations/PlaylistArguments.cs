using Playlist.Protocol.Songs;

namespace Playlist.Server.Playlists.Operations;

/// <summary>Reads the members that several operations have.</summary>
internal static class PlaylistArguments
{
    private const int MaxChangeLength = 64;

    /// <exception cref="SongProtocolException"><c>bad_request</c>.</exception>
    public static string Playlist(string? playlist) =>
        string.IsNullOrWhiteSpace(playlist) ? throw BadRequest("Name a playlist in 'playlist': by its id or its name.") : playlist;

    /// <exception cref="SongProtocolException"><c>bad_request</c>.</exception>
    public static long Version(long? version) =>
        version is > 0 and < long.MaxValue ? version.Value : throw BadRequest("Say in 'version' which version of the playlist you have seen, a whole number from 1 on: 'playlist' tells.");

    /// <exception cref="SongProtocolException"><c>bad_request</c>.</exception>
    public static string? Change(string? change) =>
        change is null || (change.Length is >= 1 and <= MaxChangeLength && !change.Any(char.IsControl))
            ? change
            : throw BadRequest($"'change' is your own name for this write: 1 to {MaxChangeLength} characters, and no control characters.");

    /// <summary>The songs from <paramref name="from"/> on, of <paramref name="total"/>.</summary>
    /// <exception cref="SongProtocolException"><c>bad_request</c>: they are not all there.</exception>
    public static (int From, int Count) Range(int? from, int? count, int total)
    {
        var first = from ?? throw BadRequest("Say in 'from' at which position to begin; the first is 0.");
        if (total == 0)
        {
            throw BadRequest("The playlist is empty: there is nothing to take out.");
        }

        if (first < 0 || first >= total)
        {
            throw BadRequest($"'from' is the position of a song: 0 to {total - 1}.");
        }

        var many = count ?? 1;
        return many >= 1 && many <= total - first
            ? (first, many)
            : throw BadRequest($"'count' is how many songs: from position {first} on, 1 to {total - first}.");
    }

    public static SongProtocolException BadRequest(string message) => new(SongErrorCodes.BadRequest, message);
}
