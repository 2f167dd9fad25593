using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Playlist.Server.Tests.Hosting;
using Playlist.Server.Tests.Startup;

namespace Playlist.Server.Tests.Playlists;

/// <summary><c>kill -9</c> of the server while playlists are written: what was confirmed is there, and nothing is there by half.</summary>
public sealed class KilledServerTests() : TimedTest(TimeSpan.FromMinutes(10)), IDisposable
{
    private const int Writers = 3;

    private static readonly string[] Songs = ["Golden", "Take Down", "Lover"];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("playlist-data-");

    [Theory]
    [InlineData(2)]
    public Task Nothing_confirmed_is_lost(int kills) => KillAndCompareAsync(kills);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(20)]
    public Task Nothing_confirmed_is_lost_however_often(int kills) => KillAndCompareAsync(kills);

    void IDisposable.Dispose()
    {
        _data.Delete(recursive: true);
        Dispose();
    }

    private async Task KillAndCompareAsync(int kills)
    {
        var random = new Random(kills);
        var states = new State[Writers];
        for (var kill = 0; kill < kills; kill++)
        {
            var server = new ServerProcess(["--urls=", "--SongServer:Port=0", $"--Storage:Folder={_data.FullName}"]);
            var left = random.Next(5, 60);
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var writing = Enumerable.Range(0, Writers).Select(writer => WriteAsync(server, writer, states, () =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    enough.SetResult();
                }
            })).ToList();
            try
            {
                await await Task.WhenAny(enough.Task, Task.WhenAll(writing));
            }
            finally
            {
                server.Dispose();
            }

            await Task.WhenAll(writing);
        }

        using var last = new ServerProcess(["--urls=", "--SongServer:Port=0", $"--Storage:Folder={_data.FullName}"]);
        for (var writer = 0; writer < Writers; writer++)
        {
            await using var client = new PlaylistClient(await last.ConnectAsync(Cancellation));
            await CompareAsync(client, writer, states);
            Assert.True(states[writer].Version > 1);
        }

        AssertNoGaps();
    }

    /// <summary>Compares what is there with what was confirmed, and writes until the server is gone.</summary>
    private async Task WriteAsync(ServerProcess server, int writer, State[] states, Action confirmed)
    {
        try
        {
            await using var client = new PlaylistClient(await server.ConnectAsync(Cancellation));
            await CompareAsync(client, writer, states);
            while (true)
            {
                var state = states[writer];
                var playlist = $"p{writer}";
                // Each write concerns many rows, and empties what has become long.
                var (request, after) = state.Songs.Count > 200
                    ? ((object)new { op = "playlist.remove", playlist, version = state.Version, from = 1, count = state.Songs.Count - 1 }, state.Songs.Take(1))
                    : state.Version % 2 == 1
                        ? (new { op = "playlist.add", playlist, version = state.Version, songs = Songs, at = 0 }, Songs.Concat(state.Songs))
                        : (new { op = "playlist.move", playlist, version = state.Version, from = 0, to = state.Songs.Count - 1 }, state.Songs.Skip(1).Append(state.Songs[0]));
                states[writer] = state with { Pending = [.. after] };
                var reply = await client.AskAsync(request, Cancellation);
                Assert.True(reply.IsOk(), reply.ToString());
                states[writer] = new State(reply.Version(), states[writer].Pending!, Pending: null);
                confirmed();
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or SocketException)
        {
            // It was killed.
        }
    }

    private async Task CompareAsync(PlaylistClient client, int writer, State[] states)
    {
        var playlist = $"p{writer}";
        if (states[writer] is not { } state)
        {
            await client.AskAsync(new { op = "playlist.create", name = playlist, change = "first" }, Cancellation);
            states[writer] = new State(1, [], Pending: null);
            return;
        }

        var version = (await client.AskAsync(new { op = "playlist", playlist }, Cancellation)).Version();
        var songs = await client.SongsAsync(playlist, Cancellation);
        var made = version == state.Version ? state.Songs : state.Pending;
        Assert.InRange(version, state.Version, state.Version + (state.Pending is null ? 0 : 1));
        Assert.Equal(made!, songs);
        states[writer] = new State(version, songs, Pending: null);
    }

    private void AssertNoGaps()
    {
        using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_data.FullName, "playlist.db"), Pooling = false }.ConnectionString);
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = """SELECT count(*) FROM (SELECT 1 FROM playlist_songs GROUP BY "PlaylistId" HAVING min("Position") <> 0 OR max("Position") <> count(*) - 1 OR count(DISTINCT "Position") <> count(*))""";
        Assert.Equal(0L, command.ExecuteScalar());
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
    }

    /// <param name="Pending">What the last write leads to, whose answer has not come.</param>
    private sealed record State(long Version, IReadOnlyList<string> Songs, IReadOnlyList<string>? Pending);
}
