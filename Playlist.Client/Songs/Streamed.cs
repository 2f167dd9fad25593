using System.IO.Pipelines;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Songs;

/// <summary>A song or a picture on its way: what the server said, and the bytes as they arrive. Disposing it early stops the stream.</summary>
public sealed class Streamed<TReply> : IAsyncDisposable
    where TReply : SongReply
{
    private readonly SongServerConnection _connection;
    private readonly SongCall _call;
    private readonly Task _observing;

    internal Streamed(SongServerConnection connection, SongCall call, TReply reply, PipeReader content, Task<StreamEnd> ended, ClientTelemetry.Call telemetry)
    {
        _connection = connection;
        _call = call;
        Reply = reply;
        Content = content;
        Ended = ended;
        _observing = ObserveAsync(telemetry);
    }

    public TReply Reply { get; }

    /// <summary>The bytes. They end when all of them have been received and agree with the server's checksum; otherwise reading throws.</summary>
    /// <exception cref="SongProtocolException">The server broke the stream off.</exception>
    /// <exception cref="SongServerUnavailableException">The connection was lost.</exception>
    /// <exception cref="InvalidDataException">The bytes are not those that the server sent.</exception>
    public PipeReader Content { get; }

    /// <summary>Ends when the server has sent all: after the last byte came, and perhaps before it was read.</summary>
    public Task<StreamEnd> Ended { get; }

    /// <summary>The bytes, as <see cref="Content"/>.</summary>
    public Stream AsStream() => Content.AsStream();

    public async ValueTask DisposeAsync()
    {
        if (Ended.IsCompleted)
        {
            await Content.CompleteAsync();
            await _observing;
        }
        else
        {
            // The span ends with the server's last word, which nobody needs to wait for.
            await _connection.AbandonAsync(_call);
        }
    }

    private async Task ObserveAsync(ClientTelemetry.Call telemetry)
    {
        using (telemetry)
        {
            try
            {
                await Ended;
            }
            catch (Exception exception)
            {
                telemetry.Fail(exception);
            }
        }
    }
}
