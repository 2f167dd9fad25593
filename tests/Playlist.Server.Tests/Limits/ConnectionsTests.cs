using System.Net;
using System.Net.Sockets;
using System.Text;
using Playlist.Server.Songs;
using Playlist.Server.Tests.Hosting;
using Playlist.Testing;

namespace Playlist.Server.Tests.Limits;

public sealed class ConnectionsTests : TimedTest
{
    private const string InAll = "SongServer:MaxConnections=2";
    private const string PerAddress = "SongServer:MaxConnectionsPerAddress=2";

    [Theory]
    [InlineData(InAll, "too_many_connections")]
    [InlineData(PerAddress, "too_many_connections_from_address")]
    public async Task One_connection_too_many_is_refused_when_all_others_have_asked_for_something(string setting, string code)
    {
        await using var server = await SongServer.StartAsync([setting], Cancellation);
        using var reached = server.CollectReachedLimits();
        await using var first = await server.ConnectAsync(Cancellation);
        await using var second = await server.ConnectAsync(Cancellation);
        await AssertServedAsync(first);
        await AssertServedAsync(second);

        await using var third = await server.ConnectAsync(Cancellation);
        await AssertSentAwayAsync(third, code);

        Assert.Equal([code], reached.Codes);
        await AssertServedAsync(first);
        await AssertServedAsync(second);
    }

    [Theory]
    [InlineData(InAll)]
    [InlineData(PerAddress)]
    public async Task A_connection_that_ends_makes_room(string setting)
    {
        await using var server = await SongServer.StartAsync([setting], Cancellation);
        await using var first = await server.ConnectAsync(Cancellation);
        await using var second = await server.ConnectAsync(Cancellation);
        await AssertServedAsync(first);
        await AssertServedAsync(second);

        second.CompleteSending();
        Assert.Null(await second.ReadLineAsync(Cancellation));
        await second.DisposeAsync();
        await Eventually.GetAsync(
            async cancellationToken =>
            {
                await using var third = await server.ConnectAsync(cancellationToken);
                return (await third.AskAsync("""{"id":1,"op":"ping"}""", cancellationToken)).IsOk() ? "served" : null;
            },
            "room for another connection",
            Cancellation);
    }

    [Theory]
    [InlineData(InAll, "too_many_connections")]
    [InlineData(PerAddress, "too_many_connections_from_address")]
    public async Task The_oldest_connection_that_has_asked_for_nothing_makes_room_for_the_next(string setting, string code)
    {
        var time = new ObservedTime();
        await using var server = await SongServer.StartAsync([setting], Cancellation, time.Use);
        using var reached = server.CollectReachedLimits();
        // A connection has its place once the server waits for its first request; after each answer it waits again.
        await using var asked = await WhenWaitingAsync(() => server.ConnectAsync(Cancellation));
        await WhenWaitingAsync(async () =>
        {
            await AssertServedAsync(asked);
            return asked;
        });
        await using var silent = await WhenWaitingAsync(() => server.ConnectAsync(Cancellation));

        await using var next = await server.ConnectAsync(Cancellation);
        await AssertSentAwayAsync(silent, code);

        await AssertServedAsync(next);
        await AssertServedAsync(asked);
        Assert.Equal([code], reached.Codes);

        async Task<SongConnection> WhenWaitingAsync(Func<Task<SongConnection>> connect)
        {
            var waiting = time.WhenArmedAsync(new SongServerOptions().IdleTimeout, Cancellation);
            var connection = await connect();
            await waiting;
            return connection;
        }
    }

    [Fact]
    public async Task An_address_that_has_all_its_connections_takes_none_from_another()
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS(), "Only 127.0.0.1 is a loopback address here: add 127.0.0.2 with 'ifconfig lo0 alias 127.0.0.2' and remove this line.");
        await using var server = await SongServer.StartAsync([PerAddress], Cancellation);
        await using var first = await server.ConnectAsync(Cancellation);
        await using var second = await server.ConnectAsync(Cancellation);
        await AssertServedAsync(first);
        await AssertServedAsync(second);

        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await other.ConnectAsync(server.Address.Host, server.Address.Port, Cancellation);
        await other.SendAsync("""{"id":1,"op":"ping"}"""u8.ToArray().Append((byte)'\n').ToArray(), Cancellation);
        var answer = new byte[100];
        var read = await other.ReceiveAsync(answer, Cancellation);

        Assert.Equal("{\"id\":1,\"ok\":true}\n", Encoding.UTF8.GetString(answer, 0, read));
    }

    [Fact]
    public async Task Open_connections_are_counted_up_and_down()
    {
        await using var server = await SongServer.StartAsync([], Cancellation);
        using var active = server.Collect<long>(ServerTelemetry.ActiveConnections);

        await using var connection = await server.ConnectAsync(Cancellation);
        await AssertServedAsync(connection);
        Assert.Equal([1], active.GetMeasurementSnapshot().Select(measured => measured.Value));
        connection.Abort();
        await active.WaitForMeasurementsAsync(2, Cancellation);

        Assert.Equal([1, -1], active.GetMeasurementSnapshot().Select(measured => measured.Value));
    }

    private async Task AssertServedAsync(SongConnection connection) =>
        Assert.Equal("""{"id":1,"ok":true}""", (await connection.AskAsync("""{"id":1,"op":"ping"}""", Cancellation)).GetRawText());

    private async Task AssertSentAwayAsync(SongConnection connection, string code)
    {
        var reply = (await connection.ReadLineAsync(Cancellation))!.Value;
        Assert.Equal(code, reply.ErrorCode());
        Assert.Null(reply.Id());
        Assert.Contains("2 connections", reply.ErrorMessage(), StringComparison.Ordinal);
        Assert.Null(await connection.ReadLineAsync(Cancellation));
    }
}
