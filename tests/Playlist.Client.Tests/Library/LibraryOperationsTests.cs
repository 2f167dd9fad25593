using System.Text.Json;
using Playlist.Client.Library;
using Playlist.Client.Songs;
using Playlist.Client.Tests.Songs;
using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Library;

public sealed class LibraryOperationsTests : IDisposable
{
    private readonly ScriptedServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Songs_are_asked_for_with_all_filters_and_nothing_that_was_not_given()
    {
        await using var client = TestSongClient.Create($"SongClient:Server={_server.Address}");
        var all = client.Client.GetSongsAsync(new SongSearch("sorry", "Ghost", "Debut", "Rock", SongSorts.Plays), 3, 4, Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);

        var request = await peer.ReadAsync(Cancellation);
        Assert.Equal(("songs", "sorry", "Ghost", "Debut", "Rock", "plays"), (Text(request, "op"), Text(request, "query"), Text(request, "artist"), Text(request, "album"), Text(request, "genre"), Text(request, "sort")));
        Assert.Equal((3, 4), (request.GetProperty("offset").GetInt32(), request.GetProperty("limit").GetInt32()));
        await peer.SendAsync("""{"id":1,"ok":true,"total":0,"offset":3,"songs":[],"did_you_mean":"ghost"}""" + "\n", Cancellation);
        Assert.Equal("ghost", (await all).DidYouMean);

        var plain = client.Client.GetSongsAsync(new SongSearch(), 0, 1, Cancellation);
        request = await peer.ReadAsync(Cancellation);
        Assert.DoesNotContain(request.EnumerateObject(), member => member.Name is "query" or "artist" or "album" or "genre" or "sort");
        await peer.SendAsync("""{"id":2,"ok":true,"total":0,"offset":0,"songs":[]}""" + "\n", Cancellation);
        Assert.Empty((await plain).Songs!);
    }

    [Fact]
    public async Task Each_operation_reads_its_answer()
    {
        await using var client = TestSongClient.Create($"SongClient:Server={_server.Address}");
        _ = _server.AnswerAsync(
            request => "\"ok\":true," + Text(request, "op") switch
            {
                "song" => """ "song":{"id":"l","title":"Lover","artist":"Taylor Swift","type":"audio/mpeg","bytes":7,"path":"a/b.mp3","added":"2026-11-25T22:10:54+00:00","plays":3,"cover":true}""",
                "artists" => """ "total":1,"offset":0,"artists":[{"name":"Taylor Swift","songs":2,"albums":1}]""",
                "albums" => """ "total":1,"offset":0,"albums":[{"name":"Lover","songs":18,"song":"l"}]""",
                "library" => """ "songs":7,"artists":3,"albums":2,"skipped":1,"scan":{"running":true,"files":5,"total":9}""",
                "library.skipped" => """ "total":1,"offset":0,"files":[{"path":"x.mp3","reason":"no audio in it"}]""",
                "match" => """ "songs":["l",null]""",
                var op => throw new NotSupportedException(op),
            },
            Cancellation);

        Assert.Equal(("a/b.mp3", 3, true), await client.Client.GetSongAsync("Lover", Cancellation) is var song ? (song.Path, song.Plays, song.Cover) : default);
        Assert.Equal([new Artist("Taylor Swift", 2, 1)], (await client.Client.GetArtistsAsync("swift", 0, 10, Cancellation)).Artists);
        Assert.Equal([new Album("Lover", null, null, 18, null, "l")], (await client.Client.GetAlbumsAsync(null, "Taylor Swift", 0, 10, Cancellation)).Albums);
        Assert.Equal(new ScanStatus(true, 5, 9, null), (await client.Client.GetLibraryAsync(Cancellation)).Scan);
        Assert.Equal([new SkippedFile("x.mp3", "no audio in it")], (await client.Client.GetSkippedFilesAsync(0, 10, Cancellation)).Files);
        Assert.Equal(["l", null], await client.Client.MatchAsync([new SongDescription("x"), new SongDescription("y")], Cancellation));
    }

    [Fact]
    public async Task An_answer_that_lacks_what_it_must_have_is_refused()
    {
        await using var client = TestSongClient.Create($"SongClient:Server={_server.Address}");
        _ = _server.AnswerAsync(_ => "\"ok\":true", Cancellation);

        Assert.Equal(SongErrorCodes.InternalError, (await Assert.ThrowsAsync<SongProtocolException>(() => client.Client.GetSongAsync("Lover", Cancellation))).Code);
        Assert.Equal(SongErrorCodes.InternalError, (await Assert.ThrowsAsync<SongProtocolException>(() => client.Client.MatchAsync([new SongDescription("x")], Cancellation))).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cover_is_a_stream_whose_checksum_is_compared(bool whole)
    {
        await using var client = TestSongClient.Create($"SongClient:Server={_server.Address}");
        var asking = client.Client.GetCoverAsync("l", Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);
        var id = await peer.ReplyAsync(""","type":"image/png","bytes":3,"etag":"e" """, Cancellation);
        await using var cover = await asking;
        await peer.SendAudioAsync(id, "png"u8.ToArray(), Cancellation);
        var checksum = new AudioChecksum();
        checksum.Append(whole ? "png"u8 : "gif"u8);
        await peer.SendAsync($$"""{"id":{{id}},"end":true,"bytes":3,"checksum":"{{checksum}}"}""" + "\n", Cancellation);

        using var received = new MemoryStream();
        var receiving = cover.Content.CopyToAsync(received, Cancellation);

        Assert.Equal("image/png", cover.Reply.Type);
        if (whole)
        {
            await receiving;
            Assert.Equal("png"u8.ToArray(), received.ToArray());
        }
        else
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => receiving);
        }
    }

    [Fact]
    public async Task A_cover_that_is_not_read_to_its_end_is_stopped()
    {
        await using var client = TestSongClient.Create($"SongClient:Server={_server.Address}");
        var asking = client.Client.GetCoverAsync("l", Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);
        var id = await peer.ReplyAsync(""","type":"image/png","bytes":3""", Cancellation);

        await (await asking).DisposeAsync();

        var stop = await peer.ReadAsync(Cancellation);
        Assert.Equal(("stop", id), (Text(stop, "op"), stop.GetProperty("stream").GetInt64()));
    }

    private static string? Text(JsonElement request, string member) => request.TryGetProperty(member, out var value) ? value.GetString() : null;
}
