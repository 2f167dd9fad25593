using Playlist.Client.Playlists;
using Playlist.Client.Tests.Songs;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;
using static Playlist.Client.Tests.Playlists.Answers;

namespace Playlist.Client.Tests.Playlists;

public sealed class PlaylistExportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "Artist/a.mp3")]
    [InlineData("/music/", "/music/Artist/a.mp3")]
    [InlineData("D:\\Music", "D:\\Music\\Artist\\a.mp3")]
    public async Task Songs_that_are_there_are_written_with_their_paths_and_the_others_told(string? root, string path)
    {
        using var server = new ScriptedServer();
        await using var client = TestSongClient.Create($"SongClient:Server={server.Address}");
        var asked = new List<string?>();
        _ = server.AnswerAsync(
            request =>
            {
                if (request.Text("op") == SongOps.Playlist)
                {
                    return Page("p", version: 3, total: 4, 0, "a", "vanished", "a").Replace("]", """,{"id":"m","title":"Missing","artist":"Artist","missing":true}]""", StringComparison.Ordinal);
                }

                asked.Add(request.Text("song"));
                return request.Text("song") == "a"
                    ? """ "ok":true,"song":{"id":"a","title":"Title a","artist":"Artist","type":"audio/mpeg","bytes":7,"path":"Artist/a.mp3","added":"2026-11-25T22:10:54+00:00","plays":0,"cover":false}"""
                    : Refusal(SongErrorCodes.SongNotFound, "It is gone.");
            },
            Cancellation);

        var (playlist, missing) = await PlaylistExport.ExportAsync(client.Client, "road trip", root, Cancellation);

        Assert.Equal("Road trip", playlist.Name);
        Assert.Equal([new M3u8Entry(path, "Title a", "Artist", 10.4), new M3u8Entry(path, "Title a", "Artist", 10.4)], playlist.Entries);
        Assert.Equal(["vanished", "m"], missing.Select(song => song.Id));
        Assert.Equal(["a", "vanished"], asked.Order());
    }
}
