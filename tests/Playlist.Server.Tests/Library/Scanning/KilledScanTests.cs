using Microsoft.Data.Sqlite;
using Playlist.Server.Tests.Hosting;
using Playlist.Server.Tests.Startup;
using Playlist.Testing;

namespace Playlist.Server.Tests.Library.Scanning;

public sealed class KilledScanTests() : TimedTest(TimeSpan.FromMinutes(3))
{
    private const int Songs = 6000;

    private readonly SongFolder _folder = new();

    private string Database => Path.Combine(_folder.Data, "playlist.db");

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_scan_that_was_killed_is_completed_by_the_next_with_the_same_ids_and_nothing_twice()
    {
        for (var song = 0; song < Songs; song++)
        {
            _folder.Song($"{song % 100}/{song}.mp3", $"Song {song}");
        }

        string[] arguments = ["--SongServer:Port=0", "--" + _folder.Setting, $"--Storage:Folder={_folder.Data}", "--Library:FirstScanTime=00:00:00"];
        Dictionary<string, string> saved;
        using (var server = new ServerProcess(arguments))
        {
            await LibraryServer.WhenAsync(() => Count("files") > 0, "the first save", Cancellation);
            server.Kill();
            await server.WaitForExitAsync(Cancellation);
            saved = Ids();
        }

        Assert.InRange(saved.Count, 1, Songs - 1);
        using (var server = new ServerProcess(arguments))
        {
            await using var connection = await server.ConnectAsync(Cancellation);
            var first = await connection.AskAsync("""{"id":1,"op":"library"}""", Cancellation);
            Assert.InRange(first.Number("songs"), saved.Count, Songs);
            await LibraryServer.WhenAsync(() => Count("files") == Songs, "the whole library", Cancellation);
            var done = await Eventually.GetAsync(
                async cancellation => (await connection.AskAsync("""{"id":2,"op":"library"}""", cancellation)) is var reply && reply.Number("songs") == Songs ? reply.GetRawText() : null,
                "all songs",
                Cancellation);
            Assert.Contains("\"skipped\":0", done, StringComparison.Ordinal);
        }

        var ids = Ids();
        Assert.Equal(Songs, Count("songs"));
        Assert.Equal(Songs, ids.Values.Distinct().Count());
        Assert.All(saved, file => Assert.Equal(file.Value, ids[file.Key]));
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    private long Count(string table)
    {
        if (!File.Exists(Database))
        {
            return 0;
        }

        try
        {
            using var connection = Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT COUNT(*) FROM {table}";
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException)
        {
            // Not yet made.
            return 0;
        }
    }

    private Dictionary<string, string> Ids()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"Path\", \"SongId\" FROM files";
        using var reader = command.ExecuteReader();
        var ids = new Dictionary<string, string>();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0), reader.GetString(1));
        }

        return ids;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Database, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
