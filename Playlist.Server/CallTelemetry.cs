using System.Diagnostics;
using Playlist.Protocol.Songs;

namespace Playlist.Server;

/// <summary>The span and the duration of one call: disposed after the last byte of its answer.</summary>
internal sealed class CallTelemetry(ServerTelemetry telemetry, string method, Activity? activity, long started) : IDisposable
{
    private string? _error;

    /// <param name="code">An error code of the protocol, or <see cref="ServerTelemetry.ConnectionClosed"/>.</param>
    public void Fail(string code)
    {
        _error = code;
        activity?.SetStatus(ActivityStatusCode.Error);
        activity?.SetTag(ServerTelemetry.ErrorTag, code);
    }

    public void SetSong(Song song)
    {
        activity?.SetTag(ServerTelemetry.SongIdTag, song.Id);
        activity?.SetTag(ServerTelemetry.SongTitleTag, song.Title);
        activity?.SetTag(ServerTelemetry.SongArtistTag, song.Artist);
    }

    public void SetAudioBytes(long sent) => activity?.SetTag(ServerTelemetry.AudioBytesTag, sent);

    public void Dispose()
    {
        telemetry.CallEnded(method, _error, started);
        activity?.Dispose();
    }
}
