namespace Playlist.Server.Library.Scanning;

/// <summary>When something is to be done again. Over until it is set.</summary>
internal sealed class Deadline(TimeProvider time)
{
    private long _since;
    private TimeSpan _wait;

    public bool IsOver => Left <= TimeSpan.Zero;

    public TimeSpan Left => _wait == TimeSpan.Zero ? TimeSpan.Zero : _wait - time.GetElapsedTime(_since);

    public void Set(TimeSpan wait) => (_since, _wait) = (time.GetTimestamp(), wait);
}
