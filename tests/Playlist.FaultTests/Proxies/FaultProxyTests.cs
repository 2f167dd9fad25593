using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Playlist.FaultTests.Proxies;

public sealed class FaultProxyTests() : TimedTest(TimeSpan.FromSeconds(30)), IAsyncLifetime
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly FakeTimeProvider _time = new();
    private FaultProxy? _proxy;

    private FaultProxy Proxy => _proxy!;

    public ValueTask InitializeAsync()
    {
        _listener.Start();
        _proxy = new FaultProxy(((IPEndPoint)_listener.LocalEndpoint).Port, _time);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        _listener.Dispose();
        Dispose();
    }

    [Fact]
    public async Task All_bytes_pass_both_ways_and_so_does_the_end()
    {
        var sent = new byte[1_000_000];
        Random.Shared.NextBytes(sent);
        var (near, far) = await ConnectAsync();
        using var _ = near;
        using var __ = far;

        foreach (var (from, to) in new[] { (near, far), (far, near) })
        {
            var sending = from.SendAsync(sent, Cancellation).AsTask();
            Assert.Equal(sent, await ReadAsync(to, sent.Length));
            await sending;
            from.Shutdown(SocketShutdown.Send);
            Assert.Equal(0, await to.ReceiveAsync(new byte[1], Cancellation));
        }
    }

    [Fact]
    public async Task A_reset_is_one_on_both_sides_and_new_connections_pass()
    {
        var (near, far) = await ConnectAsync();
        using var _ = near;
        using var __ = far;

        Assert.Equal(1, await Proxy.CutAsync(reset: true));

        Assert.Equal(SocketError.ConnectionReset, (await Assert.ThrowsAsync<SocketException>(() => near.ReceiveAsync(new byte[1], Cancellation).AsTask())).SocketErrorCode);
        Assert.Equal(SocketError.ConnectionReset, (await Assert.ThrowsAsync<SocketException>(() => far.ReceiveAsync(new byte[1], Cancellation).AsTask())).SocketErrorCode);
        Assert.Equal(0, Proxy.Connections);
        await AssertPassesAsync();
    }

    [Fact]
    public async Task An_end_in_good_order_is_one_on_both_sides_and_new_connections_pass()
    {
        var (near, far) = await ConnectAsync();
        using var _ = near;
        using var __ = far;

        Assert.Equal(1, await Proxy.CutAsync(reset: false));

        Assert.Equal(0, await near.ReceiveAsync(new byte[1], Cancellation));
        Assert.Equal(0, await far.ReceiveAsync(new byte[1], Cancellation));
        await AssertPassesAsync();
    }

    [Fact]
    public async Task A_reset_by_one_side_is_passed_on()
    {
        var (near, far) = await ConnectAsync();
        using var _ = near;
        far.LingerState = new LingerOption(enable: true, seconds: 0);

        far.Dispose();

        Assert.Equal(SocketError.ConnectionReset, (await Assert.ThrowsAsync<SocketException>(() => near.ReceiveAsync(new byte[1], Cancellation).AsTask())).SocketErrorCode);
    }

    [Fact]
    public async Task New_connections_are_refused_and_the_old_ones_stay()
    {
        var (near, far) = await ConnectAsync();
        using var _ = near;
        using var __ = far;

        await Proxy.RefuseAsync();

        using (var refused = NewSocket())
        {
            Assert.Equal(SocketError.ConnectionRefused, (await Assert.ThrowsAsync<SocketException>(() => refused.ConnectAsync(IPAddress.Loopback, Proxy.Port, Cancellation).AsTask())).SocketErrorCode);
        }

        await AssertPassesAsync(near, far);
        Proxy.Accept();
        await AssertPassesAsync();
    }

    [Fact]
    public async Task Nobody_behind_it_is_nobody_in_front_of_it()
    {
        int nobody;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            nobody = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        await using var proxy = new FaultProxy(nobody);
        using var near = NewSocket();

        // Perhaps while it still connects.
        var reset = await Assert.ThrowsAsync<SocketException>(async () =>
        {
            await near.ConnectAsync(IPAddress.Loopback, proxy.Port, Cancellation);
            await near.ReceiveAsync(new byte[1], Cancellation);
        });

        Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_way_is_held_until_it_is_released_and_the_other_is_free(bool isOut)
    {
        var (near, far) = await ConnectAsync();
        using var _ = near;
        using var __ = far;
        var (from, to, lane) = isOut ? (near, far, Proxy.Out) : (far, near, Proxy.Back);
        lane.Hold();

        await from.SendAsync("held"u8.ToArray(), Cancellation);
        await lane.WhenHeldAsync(Cancellation);
        await to.SendAsync("free"u8.ToArray(), Cancellation);

        Assert.Equal("free", await ReadTextAsync(from, 4));
        Assert.Equal(0, to.Available);
        lane.Release();
        Assert.Equal("held", await ReadTextAsync(to, 4));
    }

    [Fact]
    public async Task The_end_of_a_held_connection_is_not_heard_of_until_it_is_cut()
    {
        var (near, far) = await ConnectAsync();
        using var __ = far;
        Proxy.Hold();

        near.Dispose();
        await Proxy.Out.WhenHeldAsync(Cancellation);

        var ended = far.ReceiveAsync(new byte[1], Cancellation).AsTask();
        Assert.Equal(1, Proxy.Connections);
        Assert.False(ended.IsCompleted);
        await Proxy.CutAsync(reset: true);
        await Assert.ThrowsAsync<SocketException>(() => ended);
    }

    [Fact]
    public async Task A_stranded_connection_is_dead_and_a_new_one_passes()
    {
        var (near, far) = await ConnectAsync();
        using var _ = near;
        using var __ = far;

        Assert.Equal(1, Proxy.Strand());
        await near.SendAsync("lost"u8.ToArray(), Cancellation);

        await AssertPassesAsync();
        Assert.Equal(0, far.Available);
    }

    [Fact]
    public async Task A_held_proxy_accepts_connections_that_nothing_comes_through()
    {
        Proxy.Hold();
        var (near, far) = await ConnectAsync();
        using var _ = near;
        using var __ = far;

        await near.SendAsync("held"u8.ToArray(), Cancellation);
        await Proxy.Out.WhenHeldAsync(Cancellation);

        Assert.Equal(0, far.Available);
        Proxy.Release();
        Assert.Equal("held", await ReadTextAsync(far, 4));
    }

    [Fact]
    public async Task A_slow_way_passes_so_many_bytes_in_a_second()
    {
        var (near, far) = await ConnectAsync();
        using var _ = near;
        using var __ = far;
        Proxy.Out.Slow(bytesPerSecond: 1000);
        var start = _time.GetTimestamp();

        await near.SendAsync(new byte[2000], Cancellation);
        await AdvanceUntilAsync(ReadAsync(far, 2000));

        Assert.True(_time.GetElapsedTime(start) >= TimeSpan.FromSeconds(2));
        Proxy.Out.FullSpeed();
        await AssertPassesAsync(near, far);
    }

    [Fact]
    public async Task A_delayed_way_passes_what_comes_later()
    {
        var (near, far) = await ConnectAsync();
        using var _ = near;
        using var __ = far;
        Proxy.Back.Delay(TimeSpan.FromSeconds(1));
        var start = _time.GetTimestamp();

        await far.SendAsync("late"u8.ToArray(), Cancellation);
        await AdvanceUntilAsync(ReadAsync(near, 4));

        Assert.True(_time.GetElapsedTime(start) >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task What_has_passed_is_told_however_it_was_cut_into_pieces()
    {
        var (near, far) = await ConnectAsync();
        using var _ = near;
        using var __ = far;
        var passed = Proxy.Out.WhenPassedAsync("Cruel Summer", Cancellation);

        await near.SendAsync("Cruel Winter, Cruel Sum"u8.ToArray(), Cancellation);
        Assert.Equal("Cruel Winter, Cruel Sum", await ReadTextAsync(far, 23));
        Assert.False(passed.IsCompleted);
        await near.SendAsync("mer"u8.ToArray(), Cancellation);

        await passed;
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var more = await socket.ReceiveAsync(bytes.AsMemory(read), Cancellation);
            Assert.NotEqual(0, more);
            read += more;
        }

        return bytes;
    }

    private async Task<string> ReadTextAsync(Socket socket, int count) => Encoding.UTF8.GetString(await ReadAsync(socket, count));

    private async Task AssertPassesAsync(Socket near, Socket far)
    {
        await near.SendAsync("out"u8.ToArray(), Cancellation);
        Assert.Equal("out", await ReadTextAsync(far, 3));
        await far.SendAsync("back"u8.ToArray(), Cancellation);
        Assert.Equal("back", await ReadTextAsync(near, 4));
    }

    private async Task AssertPassesAsync()
    {
        var (near, far) = await ConnectAsync();
        using var _ = near;
        using var __ = far;
        await AssertPassesAsync(near, far);
    }

    private async Task<(Socket Near, Socket Far)> ConnectAsync()
    {
        var near = NewSocket();
        await near.ConnectAsync(IPAddress.Loopback, Proxy.Port, Cancellation);
        return (near, await _listener.AcceptSocketAsync(Cancellation));
    }

    /// <summary>Lets time pass until the bytes are there.</summary>
    private async Task AdvanceUntilAsync(Task reading)
    {
        while (!reading.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        await reading;
    }
}
