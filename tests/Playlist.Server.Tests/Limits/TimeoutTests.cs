using Playlist.Server.Songs;
using Playlist.Server.Tests.Hosting;
using Playlist.Testing;

namespace Playlist.Server.Tests.Limits;

public sealed class TimeoutTests : TimedTest
{
    private static readonly SongServerOptions Defaults = new();
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly ObservedTime _time = new();

    [Fact]
    public async Task A_line_that_is_finished_in_time_is_served_and_one_that_is_not_ends_the_connection()
    {
        await using var server = await SongServer.StartAsync([], Cancellation, _time.Use);
        using var reached = server.CollectReachedLimits();
        await using var connection = await server.ConnectAsync(Cancellation);
        await connection.AskAsync("""{"id":1,"op":"ping"}""", Cancellation);

        await BeginLineAsync(connection);
        _time.Advance(Defaults.LineTimeout - Tick);
        await connection.SendLineAsync("""ing"}""", Cancellation);
        Assert.Equal("""{"id":2,"ok":true}""", (await connection.ReadLineAsync(Cancellation))!.Value.GetRawText());
        Assert.Empty(reached.Codes);

        await BeginLineAsync(connection);
        _time.Advance(Defaults.LineTimeout);
        await AssertClosedAsync(connection, "line_timeout", "10 seconds");
        Assert.Equal(["line_timeout"], reached.Codes);
    }

    [Fact]
    public async Task A_line_has_one_time_for_all_its_bytes()
    {
        await using var server = await SongServer.StartAsync([], Cancellation, _time.Use);
        await using var connection = await server.ConnectAsync(Cancellation);
        await connection.AskAsync("""{"id":1,"op":"ping"}""", Cancellation);

        await BeginLineAsync(connection);
        var rest = _time.WhenArmedAsync(Tick, Cancellation);
        _time.Advance(Defaults.LineTimeout - Tick);
        await connection.SendAsync("i"u8.ToArray(), Cancellation);
        await rest;
        _time.Advance(Tick);

        await AssertClosedAsync(connection, "line_timeout", "10 seconds");
    }

    [Fact]
    public async Task A_line_of_nothing_but_its_first_byte_times_out_too()
    {
        await using var server = await SongServer.StartAsync(["SongServer:LineTimeout=00:00:01"], Cancellation, _time.Use);
        await using var connection = await server.ConnectAsync(Cancellation);

        var quiet = _time.WhenArmedAsync(OriginalClients.Quiet, Cancellation);
        await connection.SendAsync("{"u8.ToArray(), Cancellation);
        await quiet;
        var rest = _time.WhenArmedAsync(TimeSpan.FromSeconds(1) - OriginalClients.Quiet, Cancellation);
        _time.Advance(OriginalClients.Quiet);
        await rest;
        _time.Advance(TimeSpan.FromSeconds(1) - OriginalClients.Quiet);

        await AssertClosedAsync(connection, "line_timeout", "1 second");
    }

    [Fact]
    public async Task A_connection_stays_while_it_asks_in_time_and_ends_when_it_does_not()
    {
        await using var server = await SongServer.StartAsync([], Cancellation, _time.Use);
        using var reached = server.CollectReachedLimits();
        var idle = _time.WhenArmedAsync(Defaults.IdleTimeout, Cancellation);
        await using var connection = await server.ConnectAsync(Cancellation);

        for (var id = 1; id <= 3; id++)
        {
            await idle;
            _time.Advance(Defaults.IdleTimeout - Tick);
            idle = _time.WhenArmedAsync(Defaults.IdleTimeout, Cancellation);
            Assert.True((await connection.AskAsync($$"""{"id":{{id}},"op":"ping"}""", Cancellation)).IsOk());
        }

        Assert.Empty(reached.Codes);
        await idle;
        _time.Advance(Defaults.IdleTimeout);
        await AssertClosedAsync(connection, "idle_timeout", "300 seconds");
        Assert.Equal(["idle_timeout"], reached.Codes);
    }

    [Fact]
    public async Task A_connection_that_never_asks_for_anything_ends_after_the_idle_timeout()
    {
        await using var server = await SongServer.StartAsync(["SongServer:IdleTimeout=00:00:01"], Cancellation, _time.Use);
        var idle = _time.WhenArmedAsync(TimeSpan.FromSeconds(1), Cancellation);
        await using var connection = await server.ConnectAsync(Cancellation);

        await idle;
        _time.Advance(TimeSpan.FromSeconds(1));

        await AssertClosedAsync(connection, "idle_timeout", "1 second");
    }

    [Fact]
    public async Task A_connection_with_a_stream_is_not_idle_and_its_time_begins_at_the_streams_end()
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        var idleTimeout = TimeSpan.FromSeconds(5);
        await using var server = await SongServer.StartAsync([music.Setting, "SongServer:IdleTimeout=00:00:05"], Cancellation, _time.Use);
        await using var connection = await server.ConnectAsync(Cancellation);
        var received = new Received();

        await connection.SendLineAsync("""{"id":1,"op":"play","song":"Long"}""", Cancellation);
        await received.ReadAsync(connection, received => received.Chunks.Count == 1, Cancellation);
        _time.Advance(2 * idleTimeout);
        var idle = _time.WhenArmedAsync(idleTimeout, Cancellation);
        await received.ReadAsync(connection, received => received.Ends.Count == 1, Cancellation);
        received.AssertWhole(1, music.Content("Long - Nobody"));

        await idle;
        _time.Advance(idleTimeout);
        await AssertClosedAsync(connection, "idle_timeout", "5 seconds");
    }

    private async Task BeginLineAsync(SongConnection connection)
    {
        var begun = _time.WhenArmedAsync(Defaults.LineTimeout, Cancellation);
        await connection.SendAsync("""{"id":2,"op":"p"""u8.ToArray(), Cancellation);
        await begun;
    }

    private async Task AssertClosedAsync(SongConnection connection, string code, string time)
    {
        var reply = (await connection.ReadLineAsync(Cancellation))!.Value;
        Assert.Equal(code, reply.ErrorCode());
        Assert.Contains(time, reply.ErrorMessage(), StringComparison.Ordinal);
        Assert.Null(reply.Id());
        Assert.Null(await connection.ReadLineAsync(Cancellation));
    }
}
