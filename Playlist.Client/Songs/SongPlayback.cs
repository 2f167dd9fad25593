using System.IO.Pipelines;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Songs;

/// <summary>A song on its way: what the server said, and the audio as it arrives. Disposing it early stops the stream.</summary>
public sealed class SongPlayback : IAsyncDisposable
{
    private readonly SongServerConnection _connection;
    private readonly PlayCall _call;
    private readonly Task _observing;

    internal SongPlayback(SongServerConnection connection, PlayCall call, PlayReply reply, ClientTelemetry.Call telemetry)
    {
        _connection = connection;
        _call = call;
        Reply = reply;
        _observing = ObserveAsync(telemetry);
    }

    public PlayReply Reply { get; }

    /// <summary>The audio. It ends when all of it has been received and agrees with the server's checksum; otherwise reading throws.</summary>
    /// <exception cref="SongProtocolException">The server broke the stream off.</exception>
    /// <exception cref="SongServerUnavailableException">The connection was lost.</exception>
    /// <exception cref="InvalidDataException">The audio is not what the server sent.</exception>
    public PipeReader Audio => _call.Audio;

    /// <summary>Ends when the server has sent all: after the last byte came, and perhaps before it was read.</summary>
    public Task<StreamEnd> Ended => _call.Ended;

    /// <summary>The audio, as <see cref="Audio"/>.</summary>
    public Stream AsStream() => Audio.AsStream();

    public async ValueTask DisposeAsync()
    {
        if (_call.Ended.IsCompleted)
        {
            await _call.Audio.CompleteAsync();
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
                await _call.Ended;
            }
            catch (Exception exception)
            {
                telemetry.Fail(exception);
            }
        }
    }
}
