using Playlist.Protocol.Songs;
using Playlist.Server.Tests.Hosting;
using Playlist.Testing;

namespace Playlist.Server.Tests.Storage;

/// <summary>What is told when the database cannot be used; that what was confirmed is kept; and that it works again by itself.</summary>
public sealed class DatabaseFailureTests : TimedTest
{
    [Fact]
    public async Task A_full_disk_is_told_and_reading_goes_on_and_so_does_writing_once_there_is_room()
    {
        // The size that the file may have stands for that of a disk: it fails in the same way and needs no mount.
        using var stored = new StoredLibrary();
        await stored.AddPlaylistAsync("confirmed", Cancellation);
        using var disk = stored.Open();
        var pages = (long)disk.Execute("PRAGMA page_count")!;

        var told = await Assert.ThrowsAsync<SongProtocolException>(() => stored.Database.WriteAsync(
            context =>
            {
                FullDisk.Limit(context, pages);
                return FullDisk.FillAsync(context, Cancellation);
            },
            Cancellation));

        Assert.Equal("storage_unavailable", told.Code);
        Assert.Contains(stored.File, told.Message, StringComparison.Ordinal);
        Assert.Contains("free some space", told.Message, StringComparison.Ordinal);
        Assert.Equal(["confirmed"], await stored.PlaylistsAsync(Cancellation));
        Assert.NotNull(stored.Database.Problem);

        await stored.AddPlaylistAsync("later", Cancellation);
        Assert.Null(stored.Database.Problem);
        Assert.Equal(["confirmed", "later"], await stored.PlaylistsAsync(Cancellation));
    }

    [Fact]
    public async Task A_disk_that_is_full_loses_nothing_that_was_confirmed()
    {
        using var disk = SmallDisk.Mount();
        using var stored = new StoredLibrary(disk.Folder.CreateSubdirectory("data"));
        var confirmed = new List<string>();
        await stored.AddPlaylistAsync("before", Cancellation);
        confirmed.Add("before");
        disk.Fill();

        var told = await Assert.ThrowsAsync<SongProtocolException>(async () =>
        {
            // What is left in the last page may hold a few.
            while (true)
            {
                var id = $"{confirmed.Count:d5}";
                await stored.AddPlaylistAsync(id, Cancellation);
                confirmed.Add(id);
            }
        });
        Assert.Contains("free some space", told.Message, StringComparison.Ordinal);
        Assert.Equal(confirmed.Order(StringComparer.Ordinal), await stored.PlaylistsAsync(Cancellation));

        disk.Free();
        await stored.AddPlaylistAsync("later", Cancellation);
        Assert.Equal(confirmed.Append("later").Order(StringComparer.Ordinal), await stored.PlaylistsAsync(Cancellation));
        Assert.Null(stored.Database.Problem);
    }

    [Fact]
    public async Task A_locked_file_is_told_after_a_while_and_works_once_it_is_free()
    {
        using var stored = new StoredLibrary();
        await stored.AddPlaylistAsync("confirmed", Cancellation);
        using var other = stored.Open();
        other.Execute("BEGIN EXCLUSIVE");

        var told = await Assert.ThrowsAsync<SongProtocolException>(() => stored.AddPlaylistAsync("refused", Cancellation));
        Assert.Equal("storage_unavailable", told.Code);
        Assert.Contains($"{stored.File} is locked by another program", told.Message, StringComparison.Ordinal);
        Assert.Equal(["confirmed"], await stored.PlaylistsAsync(Cancellation));

        other.Execute("ROLLBACK");
        await stored.AddPlaylistAsync("later", Cancellation);
        Assert.Equal(["confirmed", "later"], await stored.PlaylistsAsync(Cancellation));
        Assert.Null(stored.Database.Problem);
    }

    [Theory]
    [InlineData("this is no database, but somebody's words")]
    [InlineData("SQLite format 3\0 and then nothing that fits")]
    public async Task A_damaged_file_is_told_with_the_remedy_and_left_as_it_is(string content)
    {
        using var stored = new StoredLibrary();
        await File.WriteAllTextAsync(stored.File, content, Cancellation);

        await stored.Database.StartAsync(Cancellation);
        var told = await Assert.ThrowsAsync<SongProtocolException>(() => stored.AddPlaylistAsync("refused", Cancellation));

        Assert.Equal("storage_unavailable", told.Code);
        Assert.Contains($"{stored.File} is damaged", told.Message, StringComparison.Ordinal);
        Assert.Contains("put a backup in its place", told.Message, StringComparison.Ordinal);
        Assert.Equal(told.Message, stored.Database.Problem);
        Assert.Equal(content, await File.ReadAllTextAsync(stored.File, Cancellation));
        Assert.Single(stored.Log.GetSnapshot(), record => record.Message == told.Message);
    }

    [Fact]
    public async Task A_damaged_file_that_is_replaced_by_a_sound_one_works_without_a_restart()
    {
        using var stored = new StoredLibrary();
        await File.WriteAllTextAsync(stored.File, "damaged", Cancellation);
        await stored.Database.StartAsync(Cancellation);
        Assert.NotNull(stored.Database.Problem);

        File.Delete(stored.File);
        await stored.AddPlaylistAsync("later", Cancellation);

        Assert.Null(stored.Database.Problem);
        Assert.Equal(["later"], await stored.PlaylistsAsync(Cancellation));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_told_with_the_option()
    {
        // A file where the folder should be: refused to everyone, root included.
        var file = Path.GetTempFileName();
        using var stored = new StoredLibrary(new DirectoryInfo(Path.Combine(file, "data")));

        await stored.Database.StartAsync(Cancellation);

        Assert.Contains("Storage:Folder", stored.Database.Problem, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task What_a_write_itself_throws_passes_through_and_nothing_is_written()
    {
        using var stored = new StoredLibrary();
        await stored.AddPlaylistAsync("a", Cancellation);

        await Assert.ThrowsAsync<FormatException>(() => stored.Database.WriteAsync<int>(
            async context =>
            {
                context.Playlists.Add(new() { Id = "b", Name = "b", FoldedName = "b" });
                await context.SaveChangesAsync(Cancellation);
                throw new FormatException();
            },
            Cancellation));

        Assert.Equal(["a"], await stored.PlaylistsAsync(Cancellation));
        Assert.Null(stored.Database.Problem);
    }
}
