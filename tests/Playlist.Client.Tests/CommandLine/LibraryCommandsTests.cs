using System.Text.Json;
using Playlist.Client.Tests.Playlists;
using Playlist.Client.Tests.Songs;
using Playlist.Protocol.Songs;
using static Playlist.Client.Tests.Playlists.Answers;

namespace Playlist.Client.Tests.CommandLine;

public sealed class LibraryCommandsTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playlist-client-");
    private readonly List<JsonElement> _requests = [];

    public LibraryCommandsTests() => _ = _server.AnswerAsync(
        request =>
        {
            _requests.Add(request);
            return Answer(request.Text("op"), request.TryGetProperty("query", out var query) ? query.GetString() : null);
        },
        Cancellation);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Taylor\uFFFDSwift\t2 songs\t1 album\n", "artists", "swift")]
    [InlineData("Lover\tTaylor Swift\t2019\t18 songs\t1:01:44\n", "albums", "--artist", "Taylor Swift")]
    [InlineData("Road trip\t2 songs\t\t0:02\n", "playlists")]
    [InlineData("songs: 7\nartists: 3\nalbums: 2\nskipped: 1\nscan: running, 5 of 9 files\n", "library")]
    [InlineData("x.mp3\tno audio in it\n", "library", "--skipped")]
    [InlineData("title: Title a\nartist: Artist\nduration: 0:10\npath: Artist/a.mp3\ntype: audio/mpeg\nbytes: 7\nadded: 2026-11-25T22:10:54.0000000+00:00\nplays: 3\ncover: no\nid: a\n", "song", "Title", "a")]
    [InlineData("1. Title a - Artist\n2. Title b - Artist\n", "playlist", "show", "road trip")]
    [InlineData("#EXTM3U\n#PLAYLIST:Road trip\n#EXTINF:10,Artist - Title a\n/music/Artist/a.mp3\n#EXTINF:10,Artist - Title b\n/music/Artist/a.mp3\n", "export", "road trip", "--root", "/music")]
    public async Task Results_go_to_standard_output(string expected, params string[] args)
    {
        var (exitCode, output, errors) = await RunAsync(args);

        Assert.Equal((0, expected), (exitCode, output));
        Assert.Equal(args[0] == "export" ? "2 songs exported.\n" : "", errors);
    }

    [Theory]
    [InlineData("playlist.create", "{\"name\":\"New\"}", "create", "New")]
    [InlineData("playlist.rename", "{\"playlist\":\"p\",\"version\":7,\"name\":\"Trip\"}", "rename", "road trip", "Trip")]
    [InlineData("playlist.delete", "{\"playlist\":\"p\",\"version\":7}", "delete", "road trip")]
    [InlineData("playlist.add", "{\"playlist\":\"p\",\"version\":7,\"songs\":[\"Lover\",\"Golden - HUNTRX\"]}", "add", "road trip", "Lover", "Golden - HUNTRX")]
    [InlineData("playlist.remove", "{\"playlist\":\"p\",\"version\":7,\"from\":0,\"count\":1}", "remove", "road trip", "1")]
    [InlineData("playlist.remove", "{\"playlist\":\"p\",\"version\":7,\"from\":2,\"count\":3}", "remove", "road trip", "3", "5")]
    [InlineData("playlist.move", "{\"playlist\":\"p\",\"version\":7,\"from\":2,\"count\":1,\"to\":0}", "move", "road trip", "3", "1")]
    public async Task Writes_are_made_for_the_playlist_as_it_is_and_songs_counted_from_1(string op, string members, params string[] args)
    {
        Assert.Equal((0, "Road trip\t2 songs\t\t0:02\n", ""), await RunAsync(["playlist", .. args]));

        var write = _requests[^1];
        Assert.Equal(op, write.Text("op"));
        Assert.Equal(
            members,
            JsonSerializer.Serialize(write.EnumerateObject().Where(member => member.Name is not "id" and not "op" and not "change" and not "traceparent").ToDictionary(member => member.Name, member => member.Value)));
    }

    [Fact]
    public async Task Songs_are_filtered_and_ordered_and_a_close_query_is_told_when_there_are_none()
    {
        Assert.Equal((0, "", "No song matches. Did you mean: ghost\n"), await RunAsync("songs", "gost", "--artist", "A", "--album", "B", "--genre", "C", "--sort", "plays"));

        var request = _requests[^1];
        Assert.Equal(("gost", "A", "B", "C", "plays"), (request.Text("query"), request.Text("artist"), request.Text("album"), request.Text("genre"), request.Text("sort")));
    }

    [Fact]
    public async Task A_query_that_nothing_is_close_to_is_told_so() =>
        Assert.Equal((0, "", "No song matches.\n"), await RunAsync("songs", "zzz"));

    [Fact]
    public async Task Import_makes_a_playlist_and_names_what_the_library_lacks_on_standard_error()
    {
        var file = Path.Combine(_folder.FullName, "summer.m3u8");
        await File.WriteAllTextAsync(file, "#EXTM3U\na.mp3\ngone\e.mp3\n", Cancellation);

        Assert.Equal((0, "Road trip\t2 songs\t\t0:02\n", "line 3 is not in the library: gone\uFFFD.mp3\n1 of 2 songs imported.\n"), await RunAsync("import", file));

        Assert.Equal("summer", _requests.Single(request => request.Text("op") == SongOps.CreatePlaylist).Text("name"));
    }

    [Fact]
    public async Task Import_of_a_file_that_is_not_there_fails_and_names_it() =>
        Assert.Contains("nowhere.m3u8", (await RunAsync("import", Path.Combine(_folder.FullName, "nowhere.m3u8"))) is (1, "", var errors) ? errors : "", StringComparison.Ordinal);

    [Theory]
    [InlineData("counted from 1", "playlist", "remove", "x", "0")]
    [InlineData("smaller number first", "playlist", "remove", "x", "5", "3")]
    [InlineData("counted from 1", "playlist", "move", "x", "1", "0")]
    [InlineData("loudest", "songs", "--sort", "loudest")]
    [InlineData("--output", "cover", "Lover")]
    [InlineData("command", "playlist")]
    public async Task Wrong_usage_is_told_from_failure(string named, params string[] args)
    {
        var (exitCode, output, errors) = await RunAsync(args);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.Empty(_requests);
    }

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] args) => ClientProcess.RunAsync(Cancellation, [.. args, "--server", _server.Address]);

    private static string Answer(string? op, string? query) => op switch
    {
        SongOps.Hello => """ "ok":true,"limits":{"line_bytes":16384,"streams":8}""",
        SongOps.Artists => """ "ok":true,"total":1,"offset":0,"artists":[{"name":"Taylor\tSwift","songs":2,"albums":1}]""",
        SongOps.Albums => """ "ok":true,"total":1,"offset":0,"albums":[{"name":"Lover","artist":"Taylor Swift","year":2019,"songs":18,"duration":3704.1,"song":"l"}]""",
        SongOps.Songs when query is "zzz" => """ "ok":true,"total":0,"offset":0,"songs":[]""",
        SongOps.Songs => """ "ok":true,"total":0,"offset":0,"songs":[],"did_you_mean":"ghost" """,
        SongOps.Song => """ "ok":true,"song":{"id":"a","title":"Title a","artist":"Artist","duration":10.4,"type":"audio/mpeg","bytes":7,"path":"Artist/a.mp3","added":"2026-11-25T22:10:54+00:00","plays":3,"cover":false}""",
        SongOps.Library => """ "ok":true,"songs":7,"artists":3,"albums":2,"skipped":1,"scan":{"running":true,"files":5,"total":9}""",
        SongOps.SkippedFiles => """ "ok":true,"total":1,"offset":0,"files":[{"path":"x.mp3","reason":"no audio in it"}]""",
        SongOps.Match => """ "ok":true,"songs":["a",null]""",
        SongOps.Playlists => $""" "ok":true,"total":1,"offset":0,"playlists":[{Summary("p", "Road trip", 7, 2)}]""",
        SongOps.Playlist => Page("p", version: 7, total: 2, 0, "a", "b"),
        _ => Written("p", "Road trip", 8, 2),
    };
}
