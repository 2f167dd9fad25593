using System.Globalization;
using Playlist.Client.Library;
using Playlist.Client.Songs;
using Playlist.Protocol.Library;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Playlists;

/// <param name="Unmatched">The lines that name no song of the library.</param>
internal sealed record ImportedPlaylist(PlaylistSummary Playlist, IReadOnlyList<M3u8Entry> Unmatched);

/// <summary>Makes a playlist of an M3U8 file: as a whole or not at all.</summary>
internal static class PlaylistImport
{
    /// <summary>More of a path or a title tells nothing, and would take more than its share of a line. In UTF-16 code units.</summary>
    private const int MaxPathLength = 1000;
    private const int MaxTitleLength = 500;

    /// <exception cref="InvalidDataException">The file is no playlist, or too large.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<M3u8Playlist> ReadAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, useAsync: true);
        return await ReadAsync(stream, file, cancellationToken);
    }

    /// <param name="name">Of the file, for a person.</param>
    /// <inheritdoc cref="ReadAsync(string, CancellationToken)" path="/exception"/>
    public static async Task<M3u8Playlist> ReadAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        var bytes = new byte[M3u8Reader.MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            return M3u8Reader.Read(bytes.AsSpan(0, length));
        }
        catch (FormatException exception)
        {
            throw new InvalidDataException($"{name} cannot be imported. {exception.Message}", exception);
        }
    }

    /// <param name="name">The new playlist's name.</param>
    /// <param name="progress">Hears how far it is, in a few words for a person.</param>
    /// <exception cref="InvalidDataException">Nothing of the file is in the library.</exception>
    /// <inheritdoc cref="SongClient.PlayAsync" path="/exception"/>
    public static async Task<ImportedPlaylist> ImportAsync(SongClient client, IReadOnlyList<M3u8Entry> entries, string name, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var maxLineBytes = (await client.HelloAsync(cancellationToken)).Limits?.LineBytes ?? SongProtocol.MaxRequestLineBytes;
        var matches = new List<string?>();
        foreach (var batch in RequestBatches.Cut(entries.Select(Describe), SongJson.Default.SongDescription, maxLineBytes))
        {
            matches.AddRange(await client.MatchAsync(batch, cancellationToken));
            progress?.Report(string.Create(CultureInfo.InvariantCulture, $"Looked for {matches.Count:N0} of {entries.Count:N0} songs…"));
        }

        var songs = matches.OfType<string>().ToList();
        if (songs.Count == 0)
        {
            throw new InvalidDataException(entries.Count == 0
                ? "The file names no songs: there is nothing to import."
                : $"None of the file's {entries.Count} songs is in the library: there is nothing to import.");
        }

        var playlist = await CreateAsync(client, name, songs, maxLineBytes, progress, cancellationToken);
        return new ImportedPlaylist(playlist, [.. entries.Where((_, i) => matches[i] is null)]);
    }

    /// <summary>The name that the file gives, or has, made fit for a playlist.</summary>
    public static string NameOf(M3u8Playlist playlist, string file)
    {
        var name = string.Concat((playlist.Name ?? Path.GetFileNameWithoutExtension(file)).Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return name.Length <= SongProtocol.MaxPlaylistName ? name : name[..SongProtocol.MaxPlaylistName].Trim();
    }

    private static async Task<PlaylistSummary> CreateAsync(SongClient client, string name, List<string> songs, int maxLineBytes, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        PlaylistSummary playlist;
        try
        {
            playlist = await client.CreatePlaylistAsync(name, cancellationToken);
        }
        catch (SongProtocolException refusal) when (refusal.Code == SongErrorCodes.PlaylistExists)
        {
            throw new SongProtocolException(refusal.Code, $"There is a playlist '{name}' already: give the new one another name, with --name.", refusal);
        }

        try
        {
            foreach (var batch in RequestBatches.Cut(songs, SongJson.Default.String, maxLineBytes))
            {
                playlist = await client.WriteToNewestAsync(
                    playlist.Id, newest => client.AddToPlaylistAsync(newest.Id, newest.Version, batch, at: null, cancellationToken), cancellationToken);
                progress?.Report(string.Create(CultureInfo.InvariantCulture, $"Added {playlist.Songs:N0} of {songs.Count:N0} songs…"));
            }

            return playlist;
        }
        catch (Exception exception)
        {
            await DeleteAsync(client, playlist, exception);
            throw;
        }
    }

    /// <exception cref="InvalidDataException">A part of it is left.</exception>
    private static async Task DeleteAsync(SongClient client, PlaylistSummary playlist, Exception reason)
    {
        try
        {
            // Also when the import was interrupted; each request has its own time limit.
            await client.WriteToNewestAsync(playlist.Id, newest => client.DeletePlaylistAsync(newest.Id, newest.Version, CancellationToken.None), CancellationToken.None);
        }
        catch (SongProtocolException refusal) when (refusal.Code == SongErrorCodes.PlaylistNotFound)
        {
            // Somebody else was faster.
        }
        catch (Exception exception) when (exception is SongProtocolException or SongServerUnavailableException)
        {
            throw new InvalidDataException($"{reason.Message} The playlist '{playlist.Name}' has a part of the songs, and could not be deleted: delete it once the server is back.", exception);
        }
    }

    private static SongDescription Describe(M3u8Entry entry) => new(
        // A path is compared from its end.
        entry.Path.Length <= MaxPathLength ? entry.Path : entry.Path[^MaxPathLength..],
        entry.Title is { Length: <= MaxTitleLength } ? entry.Title : null,
        entry.Artist is { Length: <= MaxTitleLength } ? entry.Artist : null,
        entry.Duration);
}
