using Playlist.Client.CommandLine;
using Playlist.Client.Library;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Consoles;

/// <summary>Looking at what the server has.</summary>
internal sealed class LibraryVerbs(ITranscript transcript, SongClient client, ShownList shown) : IVerbs
{
    public string Title => "The library:";

    public IEnumerable<Verb> All =>
    [
        new("songs", "[WORDS]", "list all songs, or those with these words", ListSongsAsync),
        new("more", "", "the rest of a long list", (_, cancellationToken) => shown.MoreAsync(cancellationToken)),
        new("artists", "[WORDS]", "list the artists", ListArtistsAsync),
        new("albums", "[WORDS]", "list the albums; songs ALBUM lists the songs of one", ListAlbumsAsync),
        new("song", "N|TITLE", "all that is known of a song", ShowSongAsync),
    ];

    public async Task ListSongsAsync(string words, CancellationToken cancellationToken)
    {
        var songs = new List<Song>();
        string? meant = null;
        var total = await shown.ShowAsync(
            async (offset, token) =>
            {
                var page = await client.GetSongsAsync(new SongSearch(Words(words)), offset, ShownList.PageSize, token);
                meant = page.DidYouMean;
                songs.AddRange(page.Songs ?? []);
                return (page.Songs, page.Total);
            },
            ListText.Of,
            cancellationToken);
        shown.Number(() => songs);
        if (total == 0)
        {
            transcript.WriteLine((words, meant) switch
            {
                ("", _) => "The server has no songs.",
                (_, null) => "No song has these words. All songs: songs",
                _ => TerminalText.Clean($"No song has these words. Did you mean: songs {meant}"),
            });
        }
    }

    private async Task ListArtistsAsync(string words, CancellationToken cancellationToken)
    {
        var total = await shown.ShowAsync(
            async (offset, token) =>
            {
                var page = await client.GetArtistsAsync(Words(words), offset, ShownList.PageSize, token);
                return (page.Artists, page.Total);
            },
            (_, artist) => ConsoleLines.Sentence(ListText.Of(artist)),
            cancellationToken);
        SayIfNone(total, "artist");
    }

    private async Task ListAlbumsAsync(string words, CancellationToken cancellationToken)
    {
        var total = await shown.ShowAsync(
            async (offset, token) =>
            {
                var page = await client.GetAlbumsAsync(Words(words), artist: null, offset, ShownList.PageSize, token);
                return (page.Albums, page.Total);
            },
            (_, album) => ConsoleLines.Sentence(ListText.Of(album)),
            cancellationToken);
        SayIfNone(total, "album");
    }

    private async Task ShowSongAsync(string typed, CancellationToken cancellationToken)
    {
        foreach (var line in SongCommand.Lines(await client.GetSongAsync(shown.Song(typed)?.Id ?? typed, cancellationToken)))
        {
            transcript.WriteLine(line);
        }
    }

    private void SayIfNone(int total, string what)
    {
        if (total == 0)
        {
            transcript.WriteLine($"There is no such {what}.");
        }
    }

    private static string? Words(string words) => words.Length > 0 ? words : null;
}
