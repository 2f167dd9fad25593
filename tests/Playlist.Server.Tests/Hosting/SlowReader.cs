using System.Net.Sockets;
using System.Text;

namespace Playlist.Server.Tests.Hosting;

/// <summary>A client that reads only when told to, and whose own buffer is small.</summary>
internal sealed class SlowReader : IDisposable
{
    /// <summary>So long is a song that no socket's buffers hold it: its stream is still running while nobody reads.</summary>
    public const int MoreThanBuffersHold = 24 * 1024 * 1024;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 8 * 1024 };

    public static async Task<SlowReader> OpenAsync(Uri server, CancellationToken cancellationToken)
    {
        var reader = new SlowReader();
        await reader._socket.ConnectAsync(server.Host, server.Port, cancellationToken);
        return reader;
    }

    public async Task SendLineAsync(string line, CancellationToken cancellationToken) => await _socket.SendAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellationToken);

    /// <summary>Everything until the server closes, or breaks the connection.</summary>
    public async Task<byte[]> ReadToEndAsync(CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer, cancellationToken) is var read and > 0)
            {
                all.Write(buffer, 0, read);
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            // What came before the reset counts.
        }

        return all.ToArray();
    }

    public void Dispose() => _socket.Dispose();
}
