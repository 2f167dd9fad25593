using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Library.Scanning;

/// <summary>Over the real file system: each wait ends with the thing itself.</summary>
public sealed class WatcherTests() : TimedTest(TimeSpan.FromSeconds(60))
{
    private readonly SongFolder _folder = new SongFolder().Song("a.mp3", "A").Song("x/b.mp3", "B");

    [Fact]
    public async Task A_file_that_is_copied_into_the_folder_is_there_soon()
    {
        await using var server = await LibraryServer.StartAsync(_folder, Cancellation);

        await File.WriteAllBytesAsync(_folder.FullPath("x/new.mp3"), HandmadeAudio.Mp3(), Cancellation);

        await server.WhenPathsAsync(Cancellation, "a.mp3", "x/b.mp3", "x/new.mp3");
        Assert.Equal(["a.mp3", "x/b.mp3", "x/new.mp3"], server.Reader.Read);
    }

    [Fact]
    public async Task A_file_is_read_once_it_has_stopped_growing()
    {
        await using var server = await LibraryServer.StartAsync(_folder, Cancellation, settings: "Library:SettleTime=00:00:01");
        var whole = HandmadeAudio.Mp3(frames: 400);
        await using (var file = File.Create(_folder.FullPath("new.mp3")))
        {
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            foreach (var part in whole.Chunk(whole.Length / 50))
            {
                await file.WriteAsync(part, Cancellation);
                await file.FlushAsync(Cancellation);
                await pause.WaitForNextTickAsync(Cancellation);
            }
        }

        await server.WhenPathsAsync(Cancellation, "a.mp3", "new.mp3", "x/b.mp3");
        Assert.Single(server.Reader.Read, "new.mp3");
        Assert.Equal(whole.Length, server.Songs[1].Bytes);
    }

    [Fact]
    public async Task A_whole_folder_is_there_soon_and_keeps_its_ids_when_it_is_renamed_and_goes_when_it_goes()
    {
        await using var server = await LibraryServer.StartAsync(_folder, Cancellation);
        using var elsewhere = new SongFolder();
        for (var song = 0; song < 50; song++)
        {
            elsewhere.Song($"album/cd {song % 3}/{song}.mp3", $"Song {song}");
        }

        Directory.Move(elsewhere.FullPath("album"), _folder.FullPath("album"));
        await LibraryServer.WhenAsync(() => server.Songs.Count == 52, "52 songs", Cancellation);
        var ids = server.Ids;

        _folder.Move("album", "x/renamed");
        await LibraryServer.WhenAsync(() => server.Paths.Count(path => path.StartsWith("x/renamed/", StringComparison.Ordinal)) == 50, "the renamed folder", Cancellation);
        Assert.Equal(52, server.Songs.Count);
        Assert.All(server.Ids.Where(id => id.Key.StartsWith("x/renamed", StringComparison.Ordinal)), id => Assert.Equal(ids[id.Key.Replace("x/renamed", "album", StringComparison.Ordinal)], id.Value));

        Directory.Delete(_folder.FullPath("x"), recursive: true);
        await server.WhenPathsAsync(Cancellation, "a.mp3");
    }

    [Fact]
    public async Task A_file_that_is_retagged_keeps_its_id_and_has_its_new_title_soon()
    {
        await using var server = await LibraryServer.StartAsync(_folder, Cancellation);
        var ids = server.Ids;

        _folder.Song("a.mp3", "Another");

        await LibraryServer.WhenAsync(() => server.Songs[0].Tags.Title == "Another", "the new title", Cancellation);
        Assert.Equal(ids, server.Ids);
    }

    [Fact]
    public async Task The_last_file_is_gone_soon_too()
    {
        Directory.Delete(_folder.FullPath("x"), recursive: true);
        await using var server = await LibraryServer.StartAsync(_folder, Cancellation);

        File.Delete(_folder.FullPath("a.mp3"));

        await server.WhenPathsAsync(Cancellation);
    }

    [Fact]
    public async Task A_cover_beside_a_song_is_told_soon()
    {
        await using var server = await LibraryServer.StartAsync(_folder, Cancellation);
        Assert.False(server.Songs[1].Tags.HasCover);

        _folder.Write("x/Cover.JPG", [0xFF, 0xD8, 0xFF]);

        await LibraryServer.WhenAsync(() => server.Songs[1].Tags.HasCover, "the cover", Cancellation);
        Assert.Equal(2, server.Reader.Read.Count);
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }
}
