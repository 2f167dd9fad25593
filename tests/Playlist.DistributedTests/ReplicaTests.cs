using System.Text.Json;

namespace Playlist.DistributedTests;

/// <summary>An application of its own: two server processes behind one address, on a music folder of a user's, and the opening scenario.</summary>
public sealed class ReplicaTests(ReplicatedApplication application) : IClassFixture<ReplicatedApplication>
{
    private const string Find = """{"id":1,"op":"songs","query":"silver"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_replicas_both_answer_and_the_opening_scenario_is_played()
    {
        await using var replicas = await application.ConnectAsync(Cancellation);

        await application.Telemetry.WaitForAsync(spans => spans.FirstOrDefault(span => span is { Service: "client-1", Name: "play" }), Cancellation);
        await application.Telemetry.WaitForAsync(
            spans => spans.Count(span => span is { Service: "notifier", Name: "publish playlist.artist-updates" }) == 3 ? spans : null,
            Cancellation);
    }

    [Fact]
    public async Task A_song_dropped_into_the_folder_becomes_playable_at_both_once_it_is_whole()
    {
        // The same length as before, so the tag stays as it is otherwise.
        var song = await File.ReadAllBytesAsync(PlaylistApplication.FindTune("Golden"), Cancellation);
        "Silver"u8.CopyTo(song.AsSpan(song.AsSpan().IndexOf("Golden"u8)));
        await using var replicas = await application.ConnectAsync(Cancellation);

        // Longer in all than a file has to stay as it is before it counts as whole, with pauses that are shorter. Its tag is there from
        // the first piece on.
        var path = Path.Combine(application.Music.CreateSubdirectory("Dropped in").FullName, "Silver.mp3");
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
            foreach (var piece in song.Chunk(song.Length / 14))
            {
                await file.WriteAsync(piece, Cancellation);
                await pace.WaitForNextTickAsync(Cancellation);
                Assert.All(await replicas.AskAsync(Find, Cancellation), answer => Assert.Equal(0, answer.GetProperty("total").GetInt32()));
            }
        }

        await replicas.WaitForAsync(Find, answer => answer.GetProperty("total").GetInt32() == 1, "the dropped song at both replicas", Cancellation);
        foreach (var connection in replicas.Connections)
        {
            var (reply, audio, _) = await connection.PlayAsync("Silver", Cancellation);
            Assert.Equal("HUNTRX", reply.GetProperty("song").GetProperty("artist").GetString());
            Assert.Equal(song, audio);
        }
    }

    [Fact]
    public async Task A_playlist_written_at_one_is_the_same_at_the_other()
    {
        await using var replicas = await application.ConnectAsync(Cancellation);
        var (one, other) = (replicas.Connections[0], replicas.Connections[1]);
        var created = await one.AskAsync("""{"id":1,"op":"playlist.create","name":"Shared"}""", Cancellation);
        Assert.True(created.GetProperty("ok").GetBoolean(), created.ToString());

        // Each writes on top of what the other has just written.
        foreach (var (version, connection, song) in new[] { (1, other, "Golden"), (2, one, "Lover"), (3, other, "Take Down") })
        {
            var added = await connection.AskAsync(JsonSerializer.Serialize(new { id = 2, op = "playlist.add", playlist = "shared", version, songs = new[] { song } }), Cancellation);
            Assert.True(added.GetProperty("ok").GetBoolean(), added.ToString());
        }

        Assert.All(await replicas.AskAsync("""{"id":3,"op":"playlist","playlist":"Shared"}""", Cancellation), answer =>
        {
            Assert.Equal(4, answer.GetProperty("playlist").GetProperty("version").GetInt64());
            Assert.Equal(["Golden", "Lover", "Take Down"], answer.GetProperty("songs").EnumerateArray().Select(song => song.GetProperty("title").GetString()));
        });
    }
}
