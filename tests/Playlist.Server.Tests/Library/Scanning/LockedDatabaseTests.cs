using Microsoft.Data.Sqlite;
using Playlist.Server.Tests.Hosting;
using Playlist.Testing;

namespace Playlist.Server.Tests.Library.Scanning;

public sealed class LockedDatabaseTests() : TimedTest(TimeSpan.FromSeconds(90))
{
    private readonly SongFolder _folder = new SongFolder().Song("a.mp3", "A");

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_scan_goes_on_in_memory_while_the_database_is_locked_and_is_saved_then()
    {
        Dictionary<string, string> ids;
        await using (var server = await LibraryServer.StartAsync(_folder, Cancellation))
        {
            await using var locker = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.Data, "playlist.db"), Pooling = false }.ConnectionString);
            await locker.OpenAsync(Cancellation);
            await using var transaction = locker.BeginTransaction(deferred: false);

            _folder.Song("b.mp3", "B");
            await server.WhenPathsAsync(Cancellation, "a.mp3", "b.mp3");
            await using var connection = await server.Server.ConnectAsync(Cancellation);
            var (reply, _, _) = await connection.PlayAsync("B", Cancellation);
            Assert.True(reply.IsOk());
            await Eventually.GetAsync(
                async cancellation => (await connection.AskAsync("""{"id":6,"op":"library"}""", cancellation)).TryGetProperty("problem", out var problem) ? problem.GetString() : null,
                "the problem",
                Cancellation);
            await transaction.RollbackAsync(Cancellation);

            await Eventually.GetAsync(
                async cancellation => (await connection.AskAsync("""{"id":6,"op":"library"}""", cancellation)).TryGetProperty("problem", out _) ? null : "",
                "the end of the problem",
                Cancellation);
            ids = server.Ids;
        }

        await using var restarted = await LibraryServer.StartAsync(_folder, Cancellation);
        Assert.Equal(ids, restarted.Ids);
        Assert.Empty(restarted.Reader.Read);
        Assert.Equal(1, restarted.Songs[1].Plays);
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }
}
