using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Engine;

/// <summary>Listens at an endpoint's own port, and passes each connection on to one of the processes behind it, in turn.</summary>
/// <remarks>While no process listens yet, or none at all runs, a connection is held.</remarks>
internal sealed class EndpointProxy : IAsyncDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(25);

    private readonly List<TcpListener> _listeners;
    private readonly CancellationTokenSource _disposing = new();
    private readonly SemaphoreSlim _oneKnocksAtATime = new(1);
    private readonly Lock _lock = new();
    private readonly List<int> _ports = [];
    private readonly Task _accepting;
    private int _turn;

    private EndpointProxy(List<TcpListener> listeners)
    {
        _listeners = listeners;
        Port = ((IPEndPoint)listeners[0].LocalEndpoint).Port;
        _accepting = Task.WhenAll(listeners.Select(AcceptAsync));
    }

    public int Port { get; }

    /// <param name="port"><see langword="null"/>: any.</param>
    /// <exception cref="DistributedApplicationException">The port is taken.</exception>
    public static EndpointProxy Listen(int? port)
    {
        try
        {
            var ipv4 = StartListener(IPAddress.Loopback, port ?? 0);
            List<TcpListener> listeners = [ipv4];
            try
            {
                listeners.Add(StartListener(IPAddress.IPv6Loopback, ((IPEndPoint)ipv4.LocalEndpoint).Port));
            }
            catch (SocketException)
            {
                // No IPv6 here, or the port is taken there: who connects to localhost tries both.
            }

            return new EndpointProxy(listeners);
        }
        catch (SocketException exception)
        {
            throw new DistributedApplicationException($"Port {port} cannot be listened on ({exception.Message}). Who holds it: ss -ltnp 'sport = :{port}'.", exception);
        }
    }

    public void Add(int port)
    {
        lock (_lock)
        {
            _ports.Add(port);
        }
    }

    public void Remove(int port)
    {
        lock (_lock)
        {
            _ports.Remove(port);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync();
        _listeners.ForEach(listener => listener.Dispose());
        await _accepting;
    }

    private static TcpListener StartListener(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        listener.Start();
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (!_disposing.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptSocketAsync(_disposing.Token);
                _ = ServeAsync(client);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client gave up before it was accepted, or there are too many open files: the next may be served.
                await Task.Delay(RetryInterval);
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                using var server = await ConnectAsync();
                server.NoDelay = true;
                await Relay.RunAsync(client, server, _disposing.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
            }
        }
    }

    private async Task<Socket> ConnectAsync()
    {
        if (await TryEachAsync() is { } first)
        {
            return first;
        }

        // Nobody listens. All held connections but one wait here, so that a starting process is not flooded with attempts.
        await _oneKnocksAtATime.WaitAsync(_disposing.Token);
        try
        {
            while (true)
            {
                if (await TryEachAsync() is { } server)
                {
                    return server;
                }

                await Task.Delay(RetryInterval, _disposing.Token);
            }
        }
        finally
        {
            _oneKnocksAtATime.Release();
        }
    }

    private async Task<Socket?> TryEachAsync()
    {
        int[] ports;
        lock (_lock)
        {
            ports = [.. _ports];
        }

        var first = (uint)Interlocked.Increment(ref _turn);
        for (var i = 0; i < ports.Length; i++)
        {
            var port = ports[(first + i) % ports.Length];
            foreach (var address in (IPAddress[])[IPAddress.Loopback, IPAddress.IPv6Loopback])
            {
                if (await TryConnectAsync(new IPEndPoint(address, port)) is { } server)
                {
                    return server;
                }
            }
        }

        return null;
    }

    private async Task<Socket?> TryConnectAsync(IPEndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint, _disposing.Token);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }
}
