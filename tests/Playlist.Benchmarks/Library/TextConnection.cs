using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Playlist.Benchmarks.Library;

/// <summary>A connection of lines, with nothing done to them: what is measured is the server.</summary>
internal sealed class TextConnection(Socket socket) : IDisposable
{
    private readonly StreamReader _reader = new(new NetworkStream(socket), Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024);

    /// <summary>Connects as soon as someone listens.</summary>
    public static async Task<TextConnection> OpenAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(endPoint, cancellationToken);
                return new TextConnection(socket);
            }
            catch (SocketException)
            {
                socket.Dispose();
                await pause.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    public async Task SendAsync(string line, CancellationToken cancellationToken) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellationToken);

    /// <exception cref="EndOfStreamException">The server has closed the connection.</exception>
    public async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await _reader.ReadLineAsync(cancellationToken) ?? throw new EndOfStreamException("The server closed the connection.");

    public void Dispose()
    {
        _reader.Dispose();
        socket.Dispose();
    }
}
