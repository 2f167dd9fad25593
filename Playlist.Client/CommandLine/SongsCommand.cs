using System.CommandLine;
using Playlist.Client.Library;
using Playlist.Client.Songs;
using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;

namespace Playlist.Client.CommandLine;

/// <summary><c>songs [query] [--artist A] [--album A] [--genre G] [--sort S]</c>: each song as <c>Title - Artist</c>, which <c>play</c> takes.</summary>
internal static class SongsCommand
{
    public static Command Create(CommonOptions common)
    {
        var query = CommonOptions.Words("Words to be found in title, artist, album or genre.");
        var artist = new Option<string>("--artist") { Description = "Only songs of this artist.", HelpName = "artist" };
        var album = new Option<string>("--album") { Description = "Only songs of this album.", HelpName = "album" };
        var genre = new Option<string>("--genre") { Description = "Only songs of this genre.", HelpName = "genre" };
        var sort = new Option<string>("--sort") { Description = "The order. Default: the best match first, or by title when there are no words." };
        sort.AcceptOnlyFromAmong(SongSorts.Match, SongSorts.Title, SongSorts.Artist, SongSorts.Album, SongSorts.Plays, SongSorts.Newest);
        var command = new Command("songs", "Lists the songs, one line each.") { query, artist, album, genre, sort };
        command.SetAction(parsed => ClientHost.AskAsync(
            common.Read(parsed),
            (client, cancellationToken) => ListAsync(
                client,
                new SongSearch(CommonOptions.Join(parsed.GetValue(query)), parsed.GetValue(artist), parsed.GetValue(album), parsed.GetValue(genre), parsed.GetValue(sort)),
                cancellationToken)));
        return command;
    }

    private static async Task ListAsync(SongClient client, SongSearch search, CancellationToken cancellationToken)
    {
        SongsReply? page = null;
        var songs = ListPages.ReadAsync(
            async offset => page = await client.GetSongsAsync(search, offset, SongProtocol.MaxListLimit, cancellationToken), reply => reply.Songs, cancellationToken);
        await foreach (var song in songs)
        {
            Console.WriteLine(song.DisplayName());
        }

        if (page is { Total: 0, DidYouMean: var meant })
        {
            await Console.Error.WriteLineAsync(TerminalText.Clean(meant is null ? "No song matches." : $"No song matches. Did you mean: {meant}"));
        }
    }
}
