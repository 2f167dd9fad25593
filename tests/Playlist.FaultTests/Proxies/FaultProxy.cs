using System.Net;
using System.Net.Sockets;

namespace Playlist.FaultTests.Proxies;

/// <summary>Passes connections on to a port of this machine, and does to them what networks do.</summary>
/// <remarks>
/// A connection that is held is half-open, as when packets no longer get through: it stays open on both sides, and neither
/// bytes nor its end pass, until it is released or cut.
/// </remarks>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly int _target;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _disposing = new();
    private readonly Lock _lock = new();
    private readonly HashSet<ProxiedConnection> _connections = [];
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    /// <param name="target">The port behind it; nobody needs to listen there yet.</param>
    public FaultProxy(int target, TimeProvider? time = null)
    {
        (_target, _time) = (target, time ?? TimeProvider.System);
        Accept();
    }

    /// <summary>One port as long as it lives.</summary>
    public int Port { get; private set; }

    /// <summary>What happens on each way, for the connections that there are and those that come.</summary>
    public Lane Out { get; } = new();

    /// <inheritdoc cref="Out"/>
    public Lane Back { get; } = new();

    /// <summary>How many connections it passes on.</summary>
    public int Connections
    {
        get
        {
            lock (_lock)
            {
                return _connections.Count;
            }
        }
    }

    /// <returns>The address with this proxy's port in place of the target's.</returns>
    public Uri InFrontOf(Uri address) => new UriBuilder(address) { Host = "127.0.0.1", Port = Port }.Uri;

    /// <summary>Nobody listens on the port any more; the connections that there are stay.</summary>
    public async Task RefuseAsync()
    {
        _listener?.Dispose();
        await _accepting;
    }

    /// <summary>Undoes <see cref="RefuseAsync"/>.</summary>
    public void Accept()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Both ways: nothing passes in either direction, as if the cable were out.</summary>
    public void Hold()
    {
        Out.Hold();
        Back.Hold();
    }

    public void Release()
    {
        Out.Release();
        Back.Release();
    }

    /// <summary>The connections that there are stay half-open until they are cut; those that come are passed on.</summary>
    /// <returns>How many there are.</returns>
    public int Strand()
    {
        lock (_lock)
        {
            foreach (var connection in _connections)
            {
                connection.Strand();
            }

            return _connections.Count;
        }
    }

    /// <summary>Ends all connections, on both sides. New ones are passed on.</summary>
    /// <param name="reset">With a reset; otherwise as one who closes in good order.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> CutAsync(bool reset)
    {
        List<Task> cuts;
        lock (_lock)
        {
            cuts = [.. _connections.Select(connection => connection.CutAsync(reset))];
        }

        await Task.WhenAll(cuts);
        return cuts.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync();
        await RefuseAsync();
        await CutAsync(reset: true);
        _disposing.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket near;
            try
            {
                near = await listener.AcceptSocketAsync(_disposing.Token);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }

            var connection = new ProxiedConnection(near, _target, Out, Back, _time);
            lock (_lock)
            {
                _connections.Add(connection);
                connection.Begin(() => Remove(connection));
            }
        }
    }

    private void Remove(ProxiedConnection connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection);
            connection.Dispose();
        }
    }
}
