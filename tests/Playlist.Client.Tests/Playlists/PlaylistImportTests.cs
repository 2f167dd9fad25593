using System.Text;
using System.Text.Json;
using Playlist.Client.Playlists;
using Playlist.Client.Tests.Songs;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;
using static Playlist.Client.Tests.Playlists.Answers;

namespace Playlist.Client.Tests.Playlists;

public sealed class PlaylistImportTests : IAsyncDisposable
{
    private const string Hello = """ "ok":true,"server":"x","version":1,"ops":[],"limits":{"line_bytes":16384,"streams":8}""";

    private readonly ScriptedServer _server = new();
    private readonly TestSongClient _client;
    private readonly List<JsonElement> _requests = [];

    public PlaylistImportTests() => _client = TestSongClient.Create($"SongClient:Server={_server.Address}");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEnumerable<string?> Operations => _requests.Select(request => request.Text("op"));

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task What_the_library_has_becomes_a_playlist_and_the_rest_is_told()
    {
        Answer(op => op == SongOps.Match ? """ "ok":true,"songs":["a",null,"a"]""" : Usual(op));

        var imported = await ImportAsync(new M3u8Entry("x/a.mp3", "A", "Artist", 12, Line: 2), new M3u8Entry("gone.mp3", Line: 4), new M3u8Entry("a.mp3", Line: 5));

        Assert.Equal([4], imported.Unmatched.Select(entry => entry.Line));
        Assert.Equal([SongOps.Hello, SongOps.Match, SongOps.CreatePlaylist, SongOps.Playlist, SongOps.AddToPlaylist], Operations);
        Assert.Equal("""{"path":"x/a.mp3","title":"A","artist":"Artist","duration":12}""", _requests[1].GetProperty("songs")[0].GetRawText());
        Assert.Equal(["a", "a"], _requests[4].Texts("songs"));
    }

    [Fact]
    public async Task Many_songs_are_matched_and_added_in_lines_that_the_server_reads()
    {
        Answer(
            op => Usual(op),
            request => request.Text("op") == SongOps.Match
                ? $""" "ok":true,"songs":[{string.Join(',', request.GetProperty("songs").EnumerateArray().Select(song => JsonSerializer.Serialize(song.GetProperty("path").GetString())))}]"""
                : null);
        var entries = Enumerable.Range(0, 2000).Select(i => new M3u8Entry($"{i:D32}")).ToArray();

        await ImportAsync(entries);

        Assert.All(_requests, request => Assert.InRange(Encoding.UTF8.GetByteCount(request.GetRawText()), 1, SongProtocol.MaxRequestLineBytes));
        Assert.Equal(entries.Select(entry => entry.Path), _requests.Where(request => request.Text("op") == SongOps.AddToPlaylist).SelectMany(request => request.Texts("songs")));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_with_the_remedy()
    {
        Answer(op => op == SongOps.CreatePlaylist ? Refusal(SongErrorCodes.PlaylistExists, "It is taken.") : Usual(op));

        var refusal = await Assert.ThrowsAsync<SongProtocolException>(() => ImportAsync(new M3u8Entry("a.mp3")));

        Assert.Contains("--name", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "names no songs")]
    [InlineData(1, "None of the file's 1 songs")]
    public async Task A_file_without_a_song_of_the_library_makes_no_playlist(int songs, string said)
    {
        Answer(op => op == SongOps.Match ? """ "ok":true,"songs":[null]""" : Usual(op));

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync([.. Enumerable.Repeat(new M3u8Entry("a.mp3"), songs)]));

        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(SongOps.CreatePlaylist, Operations);
    }

    [Fact]
    public async Task When_it_fails_what_was_made_is_deleted()
    {
        Answer(op => op == SongOps.AddToPlaylist ? Refusal(SongErrorCodes.StorageUnavailable, "The disk is full.") : Usual(op));

        var failure = await Assert.ThrowsAsync<SongProtocolException>(() => ImportAsync(new M3u8Entry("a.mp3")));

        Assert.Equal("The disk is full.", failure.Message);
        Assert.Equal("p", _requests.Single(request => request.Text("op") == SongOps.DeletePlaylist).Text("playlist"));
    }

    [Fact]
    public async Task What_was_made_and_cannot_be_deleted_is_named()
    {
        Answer(op => op is SongOps.AddToPlaylist or SongOps.DeletePlaylist ? Refusal(SongErrorCodes.StorageUnavailable, "The disk is full.") : Usual(op));

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(new M3u8Entry("a.mp3")));

        Assert.Contains("The disk is full. The playlist 'Road trip'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_file_is_read_up_to_the_largest_size(int over, bool readable)
    {
        var file = Path.GetTempFileName();
        try
        {
            await using (var stream = File.OpenWrite(file))
            {
                // Blank lines.
                await stream.WriteAsync(Enumerable.Repeat((byte)'\n', M3u8Reader.MaxBytes + over).ToArray(), Cancellation);
            }

            var reading = PlaylistImport.ReadAsync(file, Cancellation);

            if (readable)
            {
                Assert.Empty((await reading).Entries);
            }
            else
            {
                Assert.Contains(file, (await Assert.ThrowsAsync<InvalidDataException>(() => reading)).Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("Road trip", "Road trip")]
    [InlineData("Road\ttrip\u0007", "Road trip")]
    [InlineData(null, "summer")]
    public void NameOf_is_what_the_file_says_or_is_called(string? said, string name) =>
        Assert.Equal(name, PlaylistImport.NameOf(new M3u8Playlist(said, []), "/home/me/summer.m3u8"));

    [Fact]
    public void NameOf_is_no_longer_than_a_name_may_be()
    {
        Assert.Equal(new string('x', SongProtocol.MaxPlaylistName), PlaylistImport.NameOf(new M3u8Playlist(new string('x', SongProtocol.MaxPlaylistName), []), "f"));
        Assert.Equal(new string('x', SongProtocol.MaxPlaylistName), PlaylistImport.NameOf(new M3u8Playlist(new string('x', SongProtocol.MaxPlaylistName + 1), []), "f"));
    }

    private static string Usual(string? op) => op switch
    {
        SongOps.Hello => Hello,
        SongOps.Match => """ "ok":true,"songs":["a"]""",
        SongOps.Playlist => Page("p", version: 1, total: 0, 0),
        _ => Written("p", "Road trip", 1),
    };

    private Task<ImportedPlaylist> ImportAsync(params M3u8Entry[] entries) => PlaylistImport.ImportAsync(_client.Client, entries, "Road trip", progress: null, Cancellation);

    private void Answer(Func<string?, string> byOperation, Func<JsonElement, string?>? first = null) =>
        _ = _server.AnswerAsync(
            request =>
            {
                _requests.Add(request);
                return first?.Invoke(request) ?? byOperation(request.Text("op"));
            },
            Cancellation);
}
