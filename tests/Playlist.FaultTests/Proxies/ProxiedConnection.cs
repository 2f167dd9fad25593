using System.Net;
using System.Net.Sockets;

namespace Playlist.FaultTests.Proxies;

/// <summary>A connection that a <see cref="FaultProxy"/> has accepted, and the one that it has made for it.</summary>
internal sealed class ProxiedConnection(Socket near, int target, Lane goingOut, Lane comingBack, TimeProvider time) : IDisposable
{
    private const int BufferBytes = 16 * 1024;

    private readonly Socket _far = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly CancellationTokenSource _ending = new();
    private volatile bool _stranded;
    private volatile bool _reset;

    /// <summary>Completes when both are closed.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    public void Begin(Action ended) => Ended = RunAsync(ended);

    public Task CutAsync(bool reset)
    {
        _reset = reset;
        return Task.WhenAll(_ending.CancelAsync(), Ended);
    }

    public void Strand() => _stranded = true;

    /// <summary>Once it has ended.</summary>
    public void Dispose()
    {
        near.Dispose();
        _far.Dispose();
        _ending.Dispose();
    }

    private async Task RunAsync(Action ended)
    {
        await Task.Yield();
        try
        {
            near.NoDelay = true;
            await _far.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target), _ending.Token);
            await Task.WhenAll(PumpAsync(near, _far, goingOut, comingBack), PumpAsync(_far, near, comingBack, goingOut));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // Cut here; or broken on one side, or nobody is there: so is the other.
            _reset |= exception is SocketException;
        }
        finally
        {
            Close(near);
            Close(_far);
            ended();
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Lane lane, Lane opposite)
    {
        // The way on which the other side would hear that this one is gone.
        var news = lane;
        try
        {
            var buffer = new byte[BufferBytes];
            var recent = Array.Empty<byte>();
            int read;
            do
            {
                read = await from.ReceiveAsync(buffer, _ending.Token);
                for (var sent = 0; sent < read;)
                {
                    await PassAsync(lane);
                    var (bytes, after) = lane.Next(read - sent);
                    await Task.Delay(after, time, _ending.Token);
                    // It may have been held meanwhile.
                    await PassAsync(lane);
                    news = opposite;
                    await to.SendAsync(buffer.AsMemory(sent, bytes), _ending.Token);
                    news = lane;
                    recent = [.. recent, .. buffer.AsSpan(sent, bytes)];
                    recent = recent[^lane.Tell(recent)..];
                    sent += bytes;
                }
            }
            while (read > 0);

            await PassAsync(lane);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The other way ends with it, as soon as that can be heard.
            await PassAsync(news);
            _reset = true;
            await _ending.CancelAsync();
            throw;
        }
    }

    private async Task PassAsync(Lane lane)
    {
        await lane.PassAsync(_ending.Token);
        if (_stranded)
        {
            await Task.Delay(Timeout.Infinite, _ending.Token);
        }
    }

    private void Close(Socket socket)
    {
        if (_reset)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        socket.Dispose();
    }
}
