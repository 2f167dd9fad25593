using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Playlist.Client.Tests.Songs;

/// <summary>A song server that does what a test tells it to, line by line, on a free port.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private TcpListener _listener = new(IPAddress.Loopback, 0);

    public ScriptedServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    public async Task<Peer> AcceptAsync(CancellationToken cancellationToken) => new(await _listener.AcceptTcpClientAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), cancellationToken));

    /// <summary>Answers every request of one connection after another, until the test ends.</summary>
    /// <param name="answer">The reply's members after its id: <c>"ok":true,"songs":7</c>; <see langword="null"/> breaks the connection.</param>
    public async Task AnswerAsync(Func<JsonElement, string?> answer, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var peer = new Peer(await _listener.AcceptTcpClientAsync(cancellationToken));
            try
            {
                while (true)
                {
                    var request = await peer.ReadAsync(cancellationToken);
                    if (answer(request) is not { } members)
                    {
                        break;
                    }

                    await peer.SendAsync($$"""{"id":{{request.GetProperty("id")}},{{members}}}""" + "\n", cancellationToken);
                }
            }
            catch (Exception exception) when (exception is EndOfStreamException or IOException or TimeoutException)
            {
                // The client has left.
            }
        }
    }

    /// <summary>Nobody listens on the port until <see cref="Resume"/>.</summary>
    public void Pause() => _listener.Dispose();

    public void Resume()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>One accepted connection.</summary>
    internal sealed class Peer(TcpClient tcp) : IDisposable
    {
        private readonly StreamReader _reader = new(tcp.GetStream(), Encoding.UTF8);

        /// <returns>The next request.</returns>
        /// <exception cref="EndOfStreamException">The client has closed the connection.</exception>
        public async Task<JsonElement> ReadAsync(CancellationToken cancellationToken)
        {
            var line = await _reader.ReadLineAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), cancellationToken) ?? throw new EndOfStreamException("The client has closed the connection.");
            return JsonDocument.Parse(line).RootElement;
        }

        public Task SendAsync(string lines, CancellationToken cancellationToken) => SendAsync(Encoding.UTF8.GetBytes(lines), cancellationToken);

        public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => await tcp.GetStream().WriteAsync(bytes, cancellationToken);

        /// <summary>Reads a request and replies with <c>ok</c> and these members.</summary>
        public async Task<long> ReplyAsync(string members, CancellationToken cancellationToken)
        {
            var id = (await ReadAsync(cancellationToken)).GetProperty("id").GetInt64();
            await SendAsync($$"""{"id":{{id}},"ok":true{{members}} }""" + "\n", cancellationToken);
            return id;
        }

        public async Task SendAudioAsync(long id, ReadOnlyMemory<byte> audio, CancellationToken cancellationToken)
        {
            await SendAsync($$"""{"id":{{id}},"audio":{{audio.Length}}}""" + "\n", cancellationToken);
            await SendAsync(audio, cancellationToken);
        }

        public void Dispose()
        {
            tcp.LingerState = new LingerOption(enable: true, seconds: 0);
            tcp.Dispose();
        }
    }
}
