using System.Globalization;
using System.Text.RegularExpressions;
using Playlist.Client.CommandLine;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Protocol.Playlists;

namespace Playlist.Client.Consoles;

/// <summary>Looking at playlists, and changing the one that is open. People count songs from 1.</summary>
internal sealed partial class PlaylistVerbs(ITranscript transcript, SongClient client, ShownList shown, PlaylistView view) : IVerbs
{
    public string Title => "Playlists:";

    public IEnumerable<Verb> All =>
    [
        new("playlists", "", "list the playlists", (_, cancellationToken) => ListAsync(cancellationToken)),
        new("playlist", "[N|NAME]", "open a playlist, or show the open one; what others change is shown at once", OpenAsync),
        new("create", "NAME", "make a playlist, and open it", CreateAsync),
        new("rename", "NAME", "give the open playlist another name", RenameAsync),
        new("delete", "", "delete the open playlist; its songs stay in the library", (_, cancellationToken) => DeleteAsync(cancellationToken)),
        new("add", "N|TITLE [at N]", "put a song at the end of the open playlist, or at a number of it", AddAsync),
        new("remove", "N [M]", "take song N, or songs N to M, out of the open playlist", RemoveAsync),
        new("move", "N M", "move song N of the open playlist to number M", MoveAsync),
        new("close", "", "close the playlist", (_, _) => CloseAsync()),
    ];

    /// <param name="typed">A number of the last list, an id or a name; empty is the open one.</param>
    public async Task OpenAsync(string typed, CancellationToken cancellationToken)
    {
        await ShowAsync(typed.Length == 0 ? view.Required : await view.OpenAsync(shown.Playlist(typed)?.Id ?? typed, cancellationToken), cancellationToken);
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var playlists = new List<PlaylistSummary>();
        var total = await shown.ShowAsync(
            async (offset, token) =>
            {
                var page = await client.GetPlaylistsAsync(offset, ShownList.PageSize, token);
                playlists.AddRange(page.Playlists ?? []);
                return (page.Playlists, page.Total);
            },
            (position, playlist) => string.Create(CultureInfo.InvariantCulture, $"{position + 1}. {ConsoleLines.Sentence(ListText.Of(playlist))}"),
            cancellationToken);
        shown.Number(playlists);
        if (total == 0)
        {
            transcript.WriteLine("There are no playlists yet: create NAME");
        }
    }

    private async Task ShowAsync(WholePlaylist playlist, CancellationToken cancellationToken)
    {
        WholePlaylist Newest() => view.Playlist is { } open && open.Summary.Id == playlist.Summary.Id ? open : playlist;

        transcript.WriteLine(ConsoleLines.Sentence(ListText.Of(playlist.Summary)));
        shown.Number(() => Newest().Songs);
        await shown.ShowAsync(
            (offset, _) => Task.FromResult(((IReadOnlyList<Protocol.Songs.Song>?)[.. Newest().Songs.Skip(offset).Take(ShownList.PageSize)], (int?)Newest().Songs.Count)),
            ListText.Of,
            cancellationToken);
    }

    private async Task CreateAsync(string name, CancellationToken cancellationToken)
    {
        var created = await client.CreatePlaylistAsync(name, cancellationToken);
        await view.OpenAsync(created.Id, cancellationToken);
        transcript.WriteLine(TerminalText.Clean($"{created.Name} is made, and open: add SONG"));
    }

    private async Task RenameAsync(string name, CancellationToken cancellationToken)
    {
        var renamed = await view.WriteAsync(
            view.Required,
            seen => client.WriteToNewestAsync(seen.Id, newest => client.RenamePlaylistAsync(newest.Id, newest.Version, name, cancellationToken), cancellationToken),
            cancellationToken);
        transcript.WriteLine(TerminalText.Clean($"The playlist is called {renamed.Summary.Name} now."));
    }

    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        var deleted = await view.DeleteAsync(cancellationToken);
        transcript.WriteLine(TerminalText.Clean($"{deleted.Name} is deleted: it had {ListText.Count(deleted.Songs, "song")}."));
    }

    private async Task AddAsync(string typed, CancellationToken cancellationToken)
    {
        var seen = view.Required;
        var parts = AtNumber().Match(typed);
        var song = parts.Groups["song"].Value;
        IReadOnlyList<string> songs = [shown.Song(song)?.Id ?? song];
        if (!parts.Groups["at"].Success)
        {
            await AddAtEndAsync(songs[0], cancellationToken);
            return;
        }

        var at = Position(parts.Groups["at"].Value, seen, seen.Songs.Count + 1);
        await WriteAsync(seen, summary => client.AddToPlaylistAsync(summary.Id, summary.Version, songs, at, cancellationToken), after => $"Added {ListText.Of(at, after.Songs[at])}", cancellationToken);
    }

    /// <summary>Puts a song at the end of the open playlist.</summary>
    /// <param name="song">Its id or its name.</param>
    public async Task AddAtEndAsync(string song, CancellationToken cancellationToken)
    {
        var seen = view.Required;
        var added = await view.WriteAsync(
            seen,
            _ => client.WriteToNewestAsync(seen.Summary.Id, newest => client.AddToPlaylistAsync(newest.Id, newest.Version, [song], at: null, cancellationToken), cancellationToken),
            cancellationToken);
        transcript.WriteLine($"Added {ListText.Of(added.Songs.Count - 1, added.Songs[^1])}");
    }

    private async Task RemoveAsync(string typed, CancellationToken cancellationToken)
    {
        var seen = view.Required;
        var numbers = Numbers(typed, most: 2) ?? throw new UsageException("Remove which song? remove N, or from N to M: remove N M");
        var from = Position(numbers[0], seen, seen.Songs.Count);
        var to = Position(numbers[^1], seen, seen.Songs.Count);
        if (to < from)
        {
            throw new UsageException("The second number is that of the last song to remove: give the smaller one first.");
        }

        var removed = from == to ? ListText.Of(from, seen.Songs[from]) : ListText.Count(to - from + 1, "song");
        await WriteAsync(
            seen, summary => client.RemoveFromPlaylistAsync(summary.Id, summary.Version, from, to - from + 1, cancellationToken), after => $"Removed {removed}: {ListText.Count(after.Songs.Count, "song")} left", cancellationToken);
    }

    private async Task MoveAsync(string typed, CancellationToken cancellationToken)
    {
        var seen = view.Required;
        if (Numbers(typed, most: 2) is not [var first, var second])
        {
            throw new UsageException("Move which song where? move N M, with the number it has and the number it is to have.");
        }

        var (from, to) = (Position(first, seen, seen.Songs.Count), Position(second, seen, seen.Songs.Count));
        await WriteAsync(
            seen, summary => client.MoveInPlaylistAsync(summary.Id, summary.Version, from, count: 1, to, cancellationToken), after => $"Moved {ListText.Of(to, after.Songs[to])}", cancellationToken);
    }

    private async Task CloseAsync()
    {
        var name = view.Required.Summary.Name;
        await view.CloseAsync();
        transcript.WriteLine(TerminalText.Clean($"{name} is closed."));
    }

    /// <summary>For what names songs by their numbers: those of what was seen. When it is another by now, that is shown, and nothing is done.</summary>
    private async Task WriteAsync(WholePlaylist seen, Func<PlaylistSummary, Task<PlaylistSummary>> write, Func<WholePlaylist, string> say, CancellationToken cancellationToken)
    {
        try
        {
            transcript.WriteLine(say(await view.WriteAsync(seen, write, cancellationToken)));
        }
        catch (PlaylistConflictException)
        {
            transcript.WriteLine("The playlist was changed meanwhile, so nothing was done. This is how it is now:", LineKind.Problem);
            await ShowAsync(view.Required, cancellationToken);
        }
    }

    private static string[]? Numbers(string typed, int most) =>
        typed.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words && words.Length <= most && words.All(word => word.All(char.IsAsciiDigit)) ? words : null;

    /// <returns>From 0.</returns>
    private static int Position(string number, WholePlaylist playlist, int last) =>
        ShownList.Index(number, last) ?? throw new UsageException(TerminalText.Clean(last switch
        {
            0 => $"{playlist.Summary.Name} has no songs yet: add SONG",
            1 => $"{playlist.Summary.Name} has no number {number}: there is only 1.",
            _ => $"{playlist.Summary.Name} has no number {number}: they are 1 to {last}.",
        }));

    // Lover at 3
    [GeneratedRegex(@"^(?<song>.+?)(\s+at\s+(?<at>\d+))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AtNumber();
}
