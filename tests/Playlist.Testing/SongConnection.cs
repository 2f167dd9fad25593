using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Playlist.Protocol.Songs;

namespace Playlist.Testing;

/// <summary>A bare connection to a song server: sends what a test wants sent, and reads lines and audio as they come.</summary>
public sealed class SongConnection : IAsyncDisposable
{
    private readonly TcpClient _tcp;
    private readonly PipeReader _reader;

    private SongConnection(TcpClient tcp)
    {
        _tcp = tcp;
        _reader = PipeReader.Create(tcp.GetStream());
    }

    public static async Task<SongConnection> OpenAsync(Uri server, CancellationToken cancellationToken)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(server.Host, server.Port, cancellationToken);
        return new SongConnection(tcp);
    }

    public Task SendLineAsync(string line, CancellationToken cancellationToken) => SendAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellationToken);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => await _tcp.GetStream().WriteAsync(bytes, cancellationToken);

    /// <summary>Shuts down the sending side, as <c>nc</c> does at the end of its input.</summary>
    public void CompleteSending() => _tcp.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Closes at once, with a reset, as a process that is killed does.</summary>
    public void Abort()
    {
        _tcp.LingerState = new LingerOption(enable: true, seconds: 0);
        _tcp.Close();
    }

    /// <returns>The next line, or <see langword="null"/> when the server has closed the connection.</returns>
    public async Task<JsonElement?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (SongLine.TryRead(ref buffer, SongProtocol.MaxReplyLineBytes, out var line))
            {
                var reader = new Utf8JsonReader(line);
                var element = JsonElement.ParseValue(ref reader);
                _reader.AdvanceTo(buffer.Start);
                return element;
            }

            _reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return buffer.IsEmpty ? null : throw new InvalidDataException($"The connection closed within a line: {Encoding.UTF8.GetString(buffer)}");
            }
        }
    }

    /// <summary>Sends a request and reads the next line.</summary>
    public async Task<JsonElement> AskAsync(string line, CancellationToken cancellationToken)
    {
        await SendLineAsync(line, cancellationToken);
        return await ReadLineAsync(cancellationToken) ?? throw new InvalidDataException("The server closed the connection.");
    }

    public async Task<byte[]> ReadBytesAsync(int count, CancellationToken cancellationToken)
    {
        var result = await _reader.ReadAtLeastAsync(count, cancellationToken);
        if (result.Buffer.Length < count)
        {
            throw new InvalidDataException($"The connection closed after {result.Buffer.Length} of {count} bytes.");
        }

        var bytes = result.Buffer.Slice(0, count);
        var copy = bytes.ToArray();
        _reader.AdvanceTo(bytes.End);
        return copy;
    }

    /// <summary>Everything until the server closes.</summary>
    public async Task<byte[]> ReadToEndAsync(CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        await _reader.CopyToAsync(all, cancellationToken);
        return all.ToArray();
    }

    /// <summary>Plays a song on a connection that has no other stream.</summary>
    /// <returns>The reply, the audio, and the end line.</returns>
    public async Task<(JsonElement Reply, byte[] Audio, JsonElement End)> PlayAsync(string song, CancellationToken cancellationToken)
    {
        var reply = await AskAsync(JsonSerializer.Serialize(new { id = 1, op = "play", song }), cancellationToken);
        if (!reply.GetProperty("ok").GetBoolean())
        {
            throw new InvalidDataException($"The song was refused: {reply}");
        }

        using var audio = new MemoryStream();
        while (true)
        {
            var line = await ReadLineAsync(cancellationToken) ?? throw new InvalidDataException("The connection closed within the stream.");
            if (!line.TryGetProperty("audio", out var count))
            {
                return (reply, audio.ToArray(), line);
            }

            audio.Write(await ReadBytesAsync(count.GetInt32(), cancellationToken));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync();
        _tcp.Dispose();
    }
}
