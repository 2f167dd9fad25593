using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Telemetry;

public sealed class MetricTests : TimedTest
{
    [Fact]
    public async Task Calls_are_measured_in_seconds_by_method_and_error_and_by_nothing_that_clients_make_up()
    {
        using var music = new MusicFolder().Add("Cruel Summer", "Taylor Swift", bytes: 10);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation);
        using var calls = server.Collect<double>(ServerTelemetry.CallDuration);
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.AskAsync("""{"id":1,"op":"ping"}""", Cancellation);
        await connection.AskAsync("""{"id":2,"op":"play","song":"Golden"}""", Cancellation);
        await connection.AskAsync("""{"id":3,"op":"rewind"}""", Cancellation);
        await connection.PlayAsync("Cruel Summer", Cancellation);
        await calls.WaitForMeasurementsAsync(4, Cancellation);

        var measured = calls.GetMeasurementSnapshot();
        Assert.Equal("rpc.server.call.duration", calls.Instrument!.Name);
        Assert.Equal("s", calls.Instrument.Unit);
        Assert.All(measured, call => Assert.InRange(call.Value, 0, 30));
        Assert.All(measured, call => Assert.Equal("playlist", call.Tags["rpc.system.name"]));
        Assert.Equal(
            [("ping", null), ("play", "song_not_found"), ("_OTHER", "unknown_op"), ("play", null)],
            measured.Select(call => ((string?)call.Tags["rpc.method"], (string?)call.Tags.GetValueOrDefault("error.type"))));
        Assert.All(measured, call => Assert.InRange(call.Tags.Count, 2, 3));
    }

    [Fact]
    public async Task A_calls_duration_includes_its_stream()
    {
        var time = new ObservedTime();
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation, time.Use);
        using var calls = server.Collect<double>(ServerTelemetry.CallDuration);
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.SendLineAsync("""{"id":1,"op":"play","song":"Long"}""", Cancellation);
        var received = await new Received().ReadAsync(connection, received => received.Chunks.Count == 1, Cancellation);
        time.Advance(TimeSpan.FromSeconds(7));
        await received.ReadAsync(connection, received => received.Ends.Count == 1, Cancellation);
        await calls.WaitForMeasurementsAsync(1, Cancellation);

        Assert.Equal(7, Assert.Single(calls.GetMeasurementSnapshot()).Value);
    }

    [Fact]
    public async Task Streams_and_their_audio_are_counted()
    {
        using var music = new MusicFolder().Add("Cruel Summer", "Taylor Swift", bytes: 100_000);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation);
        using var streams = server.Collect<long>(ServerTelemetry.ActiveStreams);
        using var audio = server.Collect<long>(ServerTelemetry.SentAudio);
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.PlayAsync("Cruel Summer", Cancellation);
        await streams.WaitForMeasurementsAsync(2, Cancellation);

        Assert.Equal([1, -1], streams.GetMeasurementSnapshot().Select(measured => measured.Value));
        Assert.Equal(100_000, audio.GetMeasurementSnapshot().Sum(measured => measured.Value));
        Assert.Equal("By", audio.Instrument!.Unit);
    }
}
