using Playlist.Client.Consoles;
using Playlist.Client.Playing;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Screen;

/// <summary>Says what becomes of the songs, but not which one plays: that is always shown.</summary>
internal sealed class ScreenEvents(ScreenChanges changes, ITranscript transcript) : IPlayerEvents
{
    private readonly ConsoleEvents _said = new(transcript);

    public IProgress<long> Receiving(long bytes) => _said.Receiving(bytes);

    public void Received() => _said.Received();

    public void Playing(NowPlaying now, long bytes, string player) => changes.Redraw();

    public void Skipped(Song song, string problem) => _said.Skipped(song, problem);

    public void Missing(IReadOnlyList<Song> songs) => _said.Missing(songs);

    public void Stopped(NowPlaying now, string? problem)
    {
        _said.Stopped(now, problem);
        changes.Redraw();
    }
}
