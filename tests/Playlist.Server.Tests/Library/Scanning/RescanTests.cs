using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Library.Scanning;

public sealed class RescanTests() : TimedTest(TimeSpan.FromSeconds(60))
{
    private readonly SongFolder _folder = new SongFolder().Song("a.mp3", "A").Song("x/b.mp3", "B").Song("x/c.mp3", "C");

    [Fact]
    public async Task The_server_begins_with_all_songs_and_reads_each_once()
    {
        await using var server = await LibraryServer.StartAsync(_folder, Cancellation);

        Assert.Equal(["a.mp3", "x/b.mp3", "x/c.mp3"], server.Paths);
        Assert.Equal(["a.mp3", "x/b.mp3", "x/c.mp3"], server.Reader.Read);
        Assert.Equal(("A", "HUNTRX"), (server.Songs[0].Tags.Title, server.Songs[0].Tags.Artist));
        Assert.Equal((false, 3, 3), (server.Status.Scan.Running, server.Status.Scan.Files, server.Status.Scan.Total));
    }

    [Fact]
    public async Task A_restarted_server_has_the_same_songs_and_reads_none()
    {
        Dictionary<string, string> ids;
        await using (var server = await LibraryServer.StartAsync(_folder, Cancellation))
        {
            ids = server.Ids;
        }

        await using var restarted = await LibraryServer.StartAsync(_folder, Cancellation);
        Assert.Equal(ids, restarted.Ids);
        await LibraryServer.WhenAsync(() => restarted.Status.Scan.Finished is not null, "the scan after the start", Cancellation);

        Assert.Empty(restarted.Reader.Read);
        Assert.Equal(ids, restarted.Ids);
    }

    [Fact]
    public async Task A_rescan_reads_what_is_new_and_what_has_changed()
    {
        await using var server = await LibraryServer.StartAsync(_folder, Cancellation);
        var ids = server.Ids;
        server.Reader.Clear();

        _folder.Song("d.mp3", "D").Song("x/b.mp3", "Another title");
        await server.ScanAsync(Cancellation);

        Assert.Equal(["a.mp3", "d.mp3", "x/b.mp3", "x/c.mp3"], server.Paths);
        Assert.Equal(["d.mp3", "x/b.mp3"], server.Reader.Read.Distinct());
        Assert.Equal(ids["x/b.mp3"], server.Ids["x/b.mp3"]);
        Assert.Equal("Another title", server.Songs[2].Tags.Title);
    }

    [Fact]
    public async Task Moves_copies_and_returns_are_told_apart_across_restarts()
    {
        Dictionary<string, string> ids;
        await using (var server = await LibraryServer.StartAsync(_folder, Cancellation))
        {
            ids = server.Ids;
        }

        _folder.Move("x", "y/z");
        File.Copy(_folder.FullPath("a.mp3"), _folder.FullPath("copy.mp3"));
        await using (var server = await LibraryServer.StartAsync(_folder, Cancellation))
        {
            await server.WhenPathsAsync(Cancellation, "a.mp3", "copy.mp3", "y/z/b.mp3", "y/z/c.mp3");
            Assert.Equal(ids["x/b.mp3"], server.Ids["y/z/b.mp3"]);
            Assert.Equal(ids["x/c.mp3"], server.Ids["y/z/c.mp3"]);
            Assert.Equal(ids["a.mp3"], server.Songs[1].DuplicateOf);
            ids = server.Ids;
            File.Move(_folder.FullPath("y/z/b.mp3"), Path.Combine(_folder.Data, "b.mp3"));
            await server.WhenPathsAsync(Cancellation, "a.mp3", "copy.mp3", "y/z/c.mp3");
        }

        File.Move(Path.Combine(_folder.Data, "b.mp3"), _folder.FullPath("back.mp3"));
        await using (var server = await LibraryServer.StartAsync(_folder, Cancellation))
        {
            await server.WhenPathsAsync(Cancellation, "a.mp3", "back.mp3", "copy.mp3", "y/z/c.mp3");
            Assert.Equal(ids["y/z/b.mp3"], server.Ids["back.mp3"]);
            Assert.Equal(ids["copy.mp3"], server.Ids["copy.mp3"]);
        }
    }

    [Fact]
    public async Task What_is_hidden_linked_or_no_audio_is_left_out()
    {
        _folder.Song(".hidden.mp3", "H").Song(".git/d.mp3", "D").Write("notes.txt", [1]).Write("list.m3u8", [1]);
        using var outside = new SongFolder().Song("secret.mp3", "S");
        File.CreateSymbolicLink(_folder.FullPath("link.mp3"), outside.FullPath("secret.mp3"));
        Directory.CreateSymbolicLink(_folder.FullPath("linked"), outside.Root);
        Directory.CreateSymbolicLink(_folder.FullPath("x/round"), _folder.Root);

        await using var server = await LibraryServer.StartAsync(_folder, Cancellation);

        Assert.Equal(["a.mp3", "x/b.mp3", "x/c.mp3"], server.Paths);
        Assert.Empty(server.Status.Skipped);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_listed_with_its_reason_and_stops_nothing()
    {
        _folder.Write("empty.mp3", []);
        await using var server = await LibraryServer.StartAsync(_folder, Cancellation);
        await using var connection = await server.Server.ConnectAsync(Cancellation);

        var library = await connection.AskAsync("""{"id":6,"op":"library"}""", Cancellation);
        var skipped = await connection.AskAsync("""{"id":7,"op":"library.skipped"}""", Cancellation);
        var none = await connection.AskAsync("""{"id":8,"op":"library.skipped","offset":1}""", Cancellation);

        Assert.Equal((3, 1, 1), (library.Number("songs"), library.Number("artists"), library.Number("skipped")));
        Assert.Equal("""[{"path":"empty.mp3","reason":"it is empty"}]""", skipped.GetProperty("files").GetRawText());
        Assert.Equal(1, none.Number("total"));
        Assert.Empty(none.GetProperty("files").EnumerateArray());
        await server.ScanAsync(Cancellation);
        Assert.Single(server.Reader.Read, "empty.mp3");
    }

    [Fact]
    public async Task A_folder_that_may_not_be_read_is_told_and_its_songs_stay()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            Assert.Skip("Everything may be read by this user: run this test as another on Linux or macOS.");
            return;
        }

        await using var server = await LibraryServer.StartAsync(_folder, Cancellation);
        File.SetUnixFileMode(_folder.FullPath("x"), UnixFileMode.None);
        try
        {
            await server.ScanAsync(Cancellation);

            Assert.Equal(["a.mp3", "x/b.mp3", "x/c.mp3"], server.Paths);
            Assert.Equal("x/", Assert.Single(server.Status.Skipped).Path);
        }
        finally
        {
            File.SetUnixFileMode(_folder.FullPath("x"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        await server.ScanAsync(Cancellation);
        Assert.Empty(server.Status.Skipped);
    }

    [Fact]
    public async Task A_folder_that_is_away_takes_no_songs_with_it()
    {
        await using var server = await LibraryServer.StartAsync(_folder, Cancellation);
        var ids = server.Ids;
        var elsewhere = _folder.Root + "-elsewhere";

        Directory.Move(_folder.Root, elsewhere);
        await RescanWithWarningAsync(server);
        Assert.Equal(ids, server.Ids);

        Directory.Move(elsewhere, _folder.Root);
        _folder.Song("new.mp3", "New");
        await server.WhenPathsAsync(Cancellation, "a.mp3", "new.mp3", "x/b.mp3", "x/c.mp3");
        Assert.Equal(ids["a.mp3"], server.Ids["a.mp3"]);
    }

    [Fact]
    public async Task An_empty_folder_is_believed_when_it_is_said_to_be_empty()
    {
        await using (var server = await LibraryServer.StartAsync(_folder, Cancellation))
        {
            Assert.Equal(3, server.Songs.Count);
        }

        Directory.Delete(_folder.Root, recursive: true);
        Directory.CreateDirectory(_folder.Root);
        await using var emptied = await LibraryServer.StartAsync(_folder, Cancellation);
        Assert.Equal(3, emptied.Songs.Count);

        await emptied.ScanAsync(Cancellation, believesEmpty: true);

        Assert.Empty(emptied.Songs);
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    private async Task RescanWithWarningAsync(LibraryServer server)
    {
        await server.StartScanAsync(Cancellation);
        await LibraryServer.WhenAsync(() => server.Server.Log.GetSnapshot().Any(record => record.Id.Id == 157), "the warning", Cancellation);
    }
}
