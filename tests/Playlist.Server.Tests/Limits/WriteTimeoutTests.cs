using System.Net.Sockets;
using System.Text;
using Playlist.Server.Songs;
using Playlist.Server.Tests.Hosting;
using Playlist.Testing;

namespace Playlist.Server.Tests.Limits;

public sealed class WriteTimeoutTests : TimedTest
{
    private static readonly TimeSpan WriteTimeout = new SongServerOptions().WriteTimeout;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly ObservedTime _time = new();

    [Fact]
    public async Task A_client_that_reads_again_in_time_gets_everything()
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation, _time.Use);
        using var reached = server.CollectReachedLimits();
        await using var connection = await server.ConnectAsync(Cancellation);

        await WhenStuckAsync(server, () => connection.SendLineAsync("""{"id":1,"op":"play","song":"Long"}""", Cancellation));
        _time.Advance(WriteTimeout - TimeSpan.FromMilliseconds(1));
        var received = await new Received().ReadAsync(connection, received => received.Ends.Count == 1, Cancellation);

        received.AssertWhole(1, music.Content("Long - Nobody"));
        Assert.Empty(reached.Codes);
    }

    [Fact]
    public async Task A_client_that_reads_too_late_hears_why_its_stream_broke_off()
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation, _time.Use);
        using var reached = server.CollectReachedLimits();
        using var client = await SlowReader.OpenAsync(server.Address, Cancellation);

        await WhenStuckAsync(server, () => client.SendLineAsync("""{"id":1,"op":"play","song":"Long"}""", Cancellation));
        var lastWords = _time.WhenArmedAsync(Farewell, Cancellation);
        _time.Advance(WriteTimeout);
        await lastWords;
        var heard = await client.ReadToEndAsync(Cancellation);

        var lastLine = Encoding.UTF8.GetString(heard.AsSpan(heard.AsSpan(0, heard.Length - 1).LastIndexOf((byte)'{')..));
        Assert.StartsWith("""{"code":"write_timeout","message":"What you asked for was not read for 30 seconds""", lastLine, StringComparison.Ordinal);
        Assert.EndsWith("}\n", lastLine, StringComparison.Ordinal);
        Assert.Equal(["write_timeout"], reached.Codes);
    }

    [Fact]
    public async Task A_client_that_never_reads_is_cut_off()
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation, _time.Use);
        using var streams = server.Collect<long>(ServerTelemetry.ActiveStreams);
        using var connections = server.Collect<long>(ServerTelemetry.ActiveConnections);
        using var client = await SlowReader.OpenAsync(server.Address, Cancellation);

        await WhenStuckAsync(server, async () =>
        {
            await client.SendLineAsync("""{"id":1,"op":"play","song":"Long"}""", Cancellation);
            await client.SendLineAsync("""{"id":2,"op":"play","song":"Long"}""", Cancellation);
        });
        var lastWords = _time.WhenArmedAsync(Farewell, Cancellation);
        _time.Advance(WriteTimeout);
        await lastWords;
        _time.Advance(Farewell);
        await connections.WaitForMeasurementsAsync(2, Cancellation);

        Assert.Equal(0, connections.GetMeasurementSnapshot().Sum(measured => measured.Value));
        // Whether the second stream began depends on when the first got stuck; both have ended.
        Assert.Contains(1, streams.GetMeasurementSnapshot().Select(measured => measured.Value));
        Assert.Equal(0, streams.GetMeasurementSnapshot().Sum(measured => measured.Value));
    }

    [Fact]
    public async Task A_client_that_asks_and_asks_and_never_reads_is_cut_off_too()
    {
        await using var server = await SongServer.StartAsync([], Cancellation, _time.Use);
        using var reached = server.CollectReachedLimits();
        using var client = await SlowReader.OpenAsync(server.Address, Cancellation);

        // Unread replies fill the buffers, then the server reads no more requests, and the sending gets stuck too.
        var sending = Task.CompletedTask;
        await WhenStuckAsync(server, () =>
        {
            sending = SendAsync();
            return Task.CompletedTask;
        });
        var lastWords = _time.WhenArmedAsync(Farewell, Cancellation);
        _time.Advance(WriteTimeout);
        await lastWords;
        _time.Advance(Farewell);
        await sending;

        Assert.Equal(["write_timeout"], reached.Codes);

        async Task SendAsync()
        {
            var requests = string.Join('\n', Enumerable.Repeat("""{"id":1,"op":"songs"}""", 1000));
            try
            {
                while (true)
                {
                    await client.SendLineAsync(requests, Cancellation);
                }
            }
            catch (SocketException)
            {
                // The server has cut it off.
            }
        }
    }

    /// <summary>Asks, and waits until the buffers between server and client are full: a flush takes its time, and for a while no progress was made.</summary>
    private async Task WhenStuckAsync(SongServer server, Func<Task> ask)
    {
        const int enough = 5;
        using var chunks = server.Collect<long>(ServerTelemetry.SentAudio);
        using var calls = server.Collect<double>(ServerTelemetry.CallDuration);
        var begun = _time.WhenArmedAsync(WriteTimeout, Cancellation);
        await ask();
        await begun;

        var (before, unchanged) = (0, 0);
        await Eventually.GetAsync(
            _ =>
            {
                var now = chunks.GetMeasurementSnapshot().Count + calls.GetMeasurementSnapshot().Count;
                unchanged = now == before ? unchanged + 1 : 0;
                before = now;
                return Task.FromResult(unchanged >= enough ? "stuck" : null);
            },
            "the buffers to be full",
            Cancellation);
    }
}
