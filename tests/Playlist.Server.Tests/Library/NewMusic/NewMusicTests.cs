using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Library;
using Playlist.Server.Library.NewMusic;
using Playlist.Server.Storage;
using Playlist.Server.Tests.Hosting;
using Playlist.Server.Tests.Storage;
using Playlist.Testing.Messaging;

namespace Playlist.Server.Tests.Library.NewMusic;

/// <summary>Which songs are to be announced: they wait in the database, as the broker is away. The same on every database.</summary>
public abstract class NewMusicTests() : TimedTest(TimeSpan.FromMinutes(2)), IAsyncLifetime
{
    private readonly BrokerFixture _away = new();
    private string[] _settings = [];

    private protected SongFolder Folder { get; } = new SongFolder().Song("a.mp3", "A").Song("x/b.mp3", "B").Song("x/c.mp3", "C");

    public async ValueTask InitializeAsync() => _settings = [$"ConnectionStrings:messaging={_away.Uri}", .. await DatabaseAsync()];

    [Fact]
    public async Task A_file_that_is_dropped_into_theFolder_is_announced()
    {
        await using var server = await StartAsync();

        Folder.Song("x/golden.mp3", "Golden", "HUNTRX", album: "KPop Demon Hunters", albumArtist: "Various Artists");
        await server.WhenPathsAsync(Cancellation, "a.mp3", "x/b.mp3", "x/c.mp3", "x/golden.mp3");
        // It can be played before it is written down, which the end of a scan waits for.
        await server.ScanAsync(Cancellation);
        var added = Assert.Single(await WaitingAsync(server));

        Assert.Equal(("Golden", "HUNTRX", "KPop Demon Hunters", "Various Artists"), (added.Title, added.Artist, added.Album, added.AlbumArtist));
        Assert.Equal(server.Ids["x/golden.mp3"], added.Song);
        Assert.Equal(7, added.Id.Version);
    }

    [Fact]
    public async Task Each_song_of_an_album_is_announced_once_in_order()
    {
        await using var server = await StartAsync();

        for (var track = 10; track < 30; track++)
        {
            Folder.Song($"lover/{track}.mp3", $"Track {track}", "Taylor Swift", "Lover");
        }

        await server.ScanAsync(Cancellation);
        await server.ScanAsync(Cancellation);

        Assert.Equal(Enumerable.Range(10, 20).Select(track => $"Track {track}"), (await WaitingAsync(server)).Select(added => added.Title));
    }

    [Fact]
    public async Task A_first_scan_announces_nothing_also_of_what_was_still_being_written()
    {
        await File.WriteAllBytesAsync(Folder.FullPath("growing.mp3"), HandmadeAudio.Mp3(), Cancellation);
        await using var server = await StartAsync();

        await server.WhenPathsAsync(Cancellation, "a.mp3", "growing.mp3", "x/b.mp3", "x/c.mp3");
        await server.ScanAsync(Cancellation);

        Assert.Empty(await WaitingAsync(server));
    }

    [Fact]
    public async Task A_first_scan_that_was_not_completed_is_none()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await LibraryServer.StartAsync(
            Folder,
            Cancellation,
            before: (path, cancellation) => path == "x/c.mp3" && held.TrySetResult() ? Task.Delay(Timeout.Infinite, cancellation) : Task.CompletedTask,
            [.. _settings, "Library:FirstScanTime=00:00:00"]);
        await held.Task.WaitAsync(Cancellation);
        await server.CancelScanAsync(Cancellation);
        await LibraryServer.WhenAsync(() => !server.Status.Scan.Running, "the scan's end", Cancellation);

        await server.ScanAsync(Cancellation);

        Assert.Equal(3, server.Songs.Count);
        Assert.Empty(await WaitingAsync(server));
    }

    [Fact]
    public async Task AnotherFolder_is_scanned_for_the_first_time_too()
    {
        await using (await StartAsync())
        {
        }

        using var other = new SongFolder().Song("other.mp3", "Other");
        await using var server = await LibraryServer.StartAsync(other, Cancellation, settings: [.. _settings, $"Storage:Folder={Folder.Data}"]);
        await server.WhenPathsAsync(Cancellation, "other.mp3");
        await server.ScanAsync(Cancellation);
        Assert.Empty(await WaitingAsync(server));

        other.Song("new.mp3", "New");
        await server.ScanAsync(Cancellation);
        Assert.Equal(["New"], (await WaitingAsync(server)).Select(added => added.Title));
    }

    [Fact]
    public async Task What_came_while_the_server_was_away_is_announced_and_nothing_else()
    {
        await using (await StartAsync())
        {
        }

        Folder.Song("d.mp3", "D");
        await using var server = await StartAsync();
        await server.WhenPathsAsync(Cancellation, "a.mp3", "d.mp3", "x/b.mp3", "x/c.mp3");
        await server.ScanAsync(Cancellation);

        Assert.Equal(["D"], (await WaitingAsync(server)).Select(added => added.Title));
    }

    [Fact]
    public async Task Songs_that_are_touched_retagged_moved_copied_or_come_back_are_not_announced()
    {
        await using var server = await StartAsync();

        File.SetLastWriteTimeUtc(Folder.FullPath("a.mp3"), new DateTime(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await server.ScanAsync(Cancellation);
        Folder.Song("a.mp3", "Retagged");
        await server.ScanAsync(Cancellation);
        Folder.Move("x", "y/z");
        await server.ScanAsync(Cancellation);
        File.Copy(Folder.FullPath("a.mp3"), Folder.FullPath("copy.mp3"));
        await server.ScanAsync(Cancellation);
        var away = Path.Combine(Folder.Data, "away.mp3");
        File.Move(Folder.FullPath("y/z/b.mp3"), away);
        await server.ScanAsync(Cancellation);
        File.Move(away, Folder.FullPath("back.mp3"));
        await server.ScanAsync(Cancellation);

        Assert.Equal(["a.mp3", "back.mp3", "copy.mp3", "y/z/c.mp3"], server.Paths);
        Assert.Empty(await WaitingAsync(server));
    }

    [Fact]
    public async Task Another_file_of_a_known_song_is_not_announced_but_another_version_is()
    {
        Folder.Song("lover/lover.mp3", "Lover", "Taylor Swift", "Lover").Song("tags.mp3", "Tags", "Zoë");
        await using var server = await StartAsync();

        // In another format; with another album and in its folder, as tag editors do it in one go; on another album too.
        Folder.Song("lover/lover.high.mp3", "Lover", "Taylor Swift", "Lover", frames: 80);
        File.Delete(Folder.FullPath("tags.mp3"));
        Folder.Song("Zoë/Album/tags.mp3", "Tags", "Zoë", "Album");
        Folder.Song("live/lover.mp3", "Lover", "Taylor Swift", "Live");
        await server.ScanAsync(Cancellation);

        Assert.Equal(["Live"], (await WaitingAsync(server)).Select(added => added.Album));
    }

    [Fact]
    public async Task Of_the_same_song_in_two_formats_that_come_together_one_is_announced()
    {
        await using var server = await StartAsync();
        using var elsewhere = new SongFolder().Song("new/one.mp3", "One", album: "Both").Song("new/two.mp3", "One", album: "Both", frames: 80);

        Directory.Move(elsewhere.FullPath("new"), Folder.FullPath("new"));
        await LibraryServer.WhenAsync(() => server.Songs.Count == 5, "both", Cancellation);
        await server.ScanAsync(Cancellation);

        Assert.Single(await WaitingAsync(server));
    }

    [Fact]
    public async Task So_many_wait_and_no_more()
    {
        await using var server = await StartAsync();
        await server.Database.WriteAsync(
            context =>
            {
                context.SongEvents.AddRange(Enumerable.Range(1, SongEvents.Capacity - 1).Select(number => new SongEventRow { Number = number, Body = [] }));
                return context.SaveChangesAsync(Cancellation);
            },
            Cancellation);

        Folder.Song("d.mp3", "D");
        await server.ScanAsync(Cancellation);
        Assert.Equal((1, SongEvents.Capacity), await NumbersAsync(server));
        Assert.DoesNotContain(server.Server.Log.GetSnapshot(), record => record.Id.Id == 46);

        Folder.Song("e.mp3", "E");
        await server.ScanAsync(Cancellation);
        Folder.Song("f.mp3", "F");
        await server.ScanAsync(Cancellation);
        Assert.Equal((3, SongEvents.Capacity + 2), await NumbersAsync(server));
        Assert.Single(server.Server.Log.GetSnapshot(), record => record.Id.Id == 46);
    }

    [Fact]
    public async Task Without_a_broker_nothing_waits()
    {
        await using var server = await LibraryServer.StartAsync(Folder, Cancellation, settings: _settings[1..]);

        Folder.Song("d.mp3", "D");
        await server.ScanAsync(Cancellation);

        Assert.Empty(await WaitingAsync(server));
    }

    public virtual async ValueTask DisposeAsync()
    {
        await _away.DisposeAsync();
        Folder.Dispose();
        Dispose();
        GC.SuppressFinalize(this);
    }

    /// <returns>A setting that names the database, when it is not in the data folder.</returns>
    protected abstract Task<string[]> DatabaseAsync();

    private protected Task<LibraryServer> StartAsync() => LibraryServer.StartAsync(Folder, Cancellation, settings: _settings);

    private protected async Task<List<SongAdded>> WaitingAsync(LibraryServer server) =>
        [.. (await server.Database.ReadAsync(context => context.SongEvents.OrderBy(row => row.Number).ToListAsync(Cancellation), Cancellation)).Select(row => SongAdded.FromBody(row.Body))];

    private Task<(long First, long Last)> NumbersAsync(LibraryServer server) =>
        server.Database.ReadAsync(async context => (await context.SongEvents.MinAsync(row => row.Number, Cancellation), await context.SongEvents.MaxAsync(row => row.Number, Cancellation)), Cancellation);
}

public sealed class SqliteNewMusicTests : NewMusicTests
{
    [Fact]
    public async Task What_is_in_aFolder_that_could_not_be_read_until_now_is_not_announced()
    {
        await using (await StartAsync())
        {
        }

        using (var database = new SqliteConnection($"Data Source={Folder.Data}/playlist.db;Pooling=False"))
        {
            database.Open();
            database.Execute("DELETE FROM files WHERE Path LIKE 'x/%'; DELETE FROM songs WHERE Title <> 'A'; INSERT INTO files (Path, Bytes, Modified, Problem) VALUES ('x/', 0, 0, 'it may not be read')");
        }

        await using var server = await StartAsync();
        await server.WhenPathsAsync(Cancellation, "a.mp3", "x/b.mp3", "x/c.mp3");
        Folder.Song("x/d.mp3", "D");
        await server.ScanAsync(Cancellation);

        Assert.Equal(["D"], (await WaitingAsync(server)).Select(added => added.Title));
    }

    protected override Task<string[]> DatabaseAsync() => Task.FromResult<string[]>([]);
}

public sealed class PostgresNewMusicTests(PostgresFixture postgres) : NewMusicTests, IClassFixture<PostgresFixture>
{
    protected override async Task<string[]> DatabaseAsync() => [$"ConnectionStrings:library={await postgres.CreateDatabaseAsync(Cancellation)}"];
}
