using System.Globalization;
using Playlist.Client.CommandLine;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Consoles;

/// <summary>Playlists from files and into files.</summary>
internal sealed class PlaylistFileVerbs(ITranscript transcript, SongClient client, PlaylistView view) : IVerbs
{
    private const int MaxNamed = 20;

    public string Title => "Playlist files (M3U8):";

    public IEnumerable<Verb> All =>
    [
        new("import", "FILE [NAME]", "make a playlist of a file, and open it; a file's name with spaces is put between \"", ImportAsync),
        new("export", "FILE", "write the open playlist into a file", ExportAsync),
    ];

    private async Task ImportAsync(string typed, CancellationToken cancellationToken)
    {
        var (file, name) = Split(typed);
        var read = await PlaylistImport.ReadAsync(file, cancellationToken);
        name = name.Length > 0 ? name : PlaylistImport.NameOf(read, file);
        ImportedPlaylist imported;
        try
        {
            imported = await PlaylistImport.ImportAsync(client, read.Entries, name, new Progress(transcript), cancellationToken);
        }
        catch (SongProtocolException refusal) when (refusal.Code == SongErrorCodes.PlaylistExists)
        {
            throw new UsageException(TerminalText.Clean($"There is a playlist '{name}' already. To give this one another name: import FILE NAME"));
        }
        finally
        {
            transcript.ShowStatus(null);
        }

        Report(imported.Unmatched, entry => string.Create(CultureInfo.InvariantCulture, $"Line {entry.Line} is not in the library: {entry.Path}"));
        await view.OpenAsync(imported.Playlist.Id, cancellationToken);
        transcript.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{read.Entries.Count - imported.Unmatched.Count:N0} of {ListText.Count(read.Entries.Count, "song")} are in {TerminalText.Clean(imported.Playlist.Name)}, which is open now: playlist"));
    }

    private async Task ExportAsync(string typed, CancellationToken cancellationToken)
    {
        var (file, rest) = Split(typed);
        if (rest.Length > 0)
        {
            // Without quotes, spaces belong to the file's name.
            file = Home(typed);
        }

        var (playlist, missing) = await PlaylistExport.ExportAsync(client, view.Required.Summary.Id, root: null, cancellationToken);
        await File.WriteAllTextAsync(file, M3u8Writer.Write(playlist), cancellationToken);
        Report(missing, song => $"Left out, because its file is gone: {song.DisplayName()}");
        transcript.WriteLine($"{ListText.Count(playlist.Entries.Count, "song")} are in {TerminalText.Clean(file)}.");
    }

    private void Report<T>(IReadOnlyList<T> items, Func<T, string> describe)
    {
        foreach (var item in items.Take(MaxNamed))
        {
            transcript.WriteLine(TerminalText.Clean(describe(item)), LineKind.Problem);
        }

        if (items.Count > MaxNamed)
        {
            transcript.WriteLine(string.Create(CultureInfo.InvariantCulture, $"And {items.Count - MaxNamed:N0} more."), LineKind.Problem);
        }
    }

    /// <summary><c>"my songs.m3u8" Road trip</c>, or <c>songs.m3u8 Road trip</c>; what is a file as a whole needs no quotes.</summary>
    private static (string File, string Others) Split(string typed)
    {
        if (File.Exists(Home(typed)))
        {
            return (Home(typed), "");
        }

        var quoted = typed[0] == '"';
        var end = typed.IndexOf(quoted ? '"' : ' ', quoted ? 1 : 0);
        var file = end < 0 ? typed.Trim('"') : typed[(quoted ? 1 : 0)..end];
        return (Home(file), end < 0 ? "" : typed[(end + 1)..].Trim());
    }

    /// <summary><c>~/songs.m3u8</c>, which a shell would have replaced.</summary>
    private static string Home(string file) =>
        file.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), file[2..]) : file;

    private sealed class Progress(ITranscript transcript) : IProgress<string>
    {
        public void Report(string value) => transcript.ShowStatus(value);
    }
}
