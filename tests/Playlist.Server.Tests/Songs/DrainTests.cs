using Microsoft.Extensions.DependencyInjection;
using Playlist.Server.Songs;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Songs;

public sealed class DrainTests : TimedTest
{
    // Longer than the default: the host's own clock is real, and cuts all connections 2 seconds after this time. Shorter than the write timeout.
    private const string Setting = "SongServer:DrainTimeout=00:00:20";
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(20);

    private readonly ObservedTime _time = new();

    [Fact]
    public async Task A_stopping_server_refuses_new_requests_and_finishes_what_it_sends()
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var server = await SongServer.StartAsync([music.Setting, Setting], Cancellation, _time.Use);
        await using var connection = await server.ConnectAsync(Cancellation);
        var received = new Received();
        await connection.SendLineAsync("""{"id":1,"op":"play","song":"Long"}""", Cancellation);
        await received.ReadAsync(connection, received => received.Chunks.Count == 1, Cancellation);

        var draining = _time.WhenArmedAsync(DrainTimeout, Cancellation);
        var stopping = server.StopAsync(Cancellation);
        await draining;
        _time.Advance(DrainTimeout - TimeSpan.FromMilliseconds(1));
        await connection.SendLineAsync("""{"id":2,"op":"ping"}""", Cancellation);
        await connection.SendLineAsync("""{"id":3,"op":"play","song":"Long"}""", Cancellation);
        await received.ReadAsync(connection, received => received.Closed, Cancellation);

        Assert.Equal([null, "going_away", "going_away"], received.Replies.Select(reply => reply.ErrorCode()));
        Assert.Equal([1, 2, 3], received.Replies.Select(reply => reply.Id()!.Value));
        received.AssertWhole(1, music.Content("Long - Nobody"));
        await connection.DisposeAsync();
        await stopping;
    }

    [Fact]
    public async Task A_stream_that_takes_longer_than_the_drain_timeout_breaks_off()
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var server = await SongServer.StartAsync([music.Setting, Setting], Cancellation, _time.Use);
        await using var connection = await server.ConnectAsync(Cancellation);
        var received = new Received();
        await connection.SendLineAsync("""{"id":1,"op":"play","song":"Long"}""", Cancellation);
        await received.ReadAsync(connection, received => received.Chunks.Count == 1, Cancellation);

        var draining = _time.WhenArmedAsync(DrainTimeout, Cancellation);
        var stopping = server.StopAsync(Cancellation);
        await draining;
        _time.Advance(DrainTimeout);
        await received.ReadAsync(connection, received => received.Closed, Cancellation);

        Assert.Equal("going_away", received.Ends[1].ErrorCode());
        Assert.Equal(received.Audio(1).Length, received.Ends[1].Number("bytes"));
        Assert.InRange(received.Audio(1).Length, 1, SlowReader.MoreThanBuffersHold - 1);
        await connection.DisposeAsync();
        await stopping;
    }

    [Fact]
    public async Task A_stream_that_begins_while_the_server_breaks_off_breaks_off_too()
    {
        using var music = new MusicFolder().Add("Lover", "Nobody", bytes: 100_000);
        var operation = new LateStream(music.FileOf("Lover - Nobody"));
        await using var server = await SongServer.StartAsync([music.Setting, Setting], Cancellation, services =>
        {
            _time.Use(services);
            services.AddSingleton(new SongOperationName("late"));
            services.AddKeyedSingleton<ISongOperation>("late", operation);
        });
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.SendLineAsync("""{"id":1,"op":"late"}""", Cancellation);
        await operation.Begun.Task.WaitAsync(Cancellation);
        var draining = _time.WhenArmedAsync(DrainTimeout, Cancellation);
        var stopping = server.StopAsync(Cancellation);
        await draining;
        _time.Advance(DrainTimeout);
        operation.Go.SetResult();
        var received = await new Received().ReadAsync(connection, received => received.Closed, Cancellation);

        Assert.Equal("going_away", received.Ends[1].ErrorCode());
        await connection.DisposeAsync();
        await stopping;
    }

    [Fact]
    public async Task Connections_without_a_stream_are_closed_at_once()
    {
        await using var server = await SongServer.StartAsync([], Cancellation, _time.Use);
        await using var silent = await server.ConnectAsync(Cancellation);
        await using var asked = await server.ConnectAsync(Cancellation);
        await asked.AskAsync("""{"id":1,"op":"ping"}""", Cancellation);

        var stopping = server.StopAsync(Cancellation);

        Assert.Null(await asked.ReadLineAsync(Cancellation));
        Assert.Null(await silent.ReadLineAsync(Cancellation));
        await silent.DisposeAsync();
        await asked.DisposeAsync();
        await stopping;
    }
}
