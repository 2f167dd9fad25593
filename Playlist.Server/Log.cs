using System.Net;

namespace Playlist.Server;

/// <summary>Everything this service logs. Ids are never used again for something else.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Songs} songs. Listening for song requests on tcp://{EndPoint}. Press Ctrl+C to stop.")]
    public static partial void Listening(ILogger logger, int songs, IPEndPoint endPoint);

    [LoggerMessage(2, LogLevel.Information, "Health is told on {Url}.")]
    public static partial void HealthListening(ILogger logger, string url);

    [LoggerMessage(3, LogLevel.Information, "Stopping: no new songs; those that are being sent get {DrainTimeout} to finish.")]
    public static partial void Stopping(ILogger logger, TimeSpan drainTimeout);

    [LoggerMessage(10, LogLevel.Debug, "Connection {ConnectionId} from {RemoteEndPoint}.")]
    public static partial void Connected(ILogger logger, string connectionId, IPEndPoint? remoteEndPoint);

    [LoggerMessage(11, LogLevel.Debug, "Connection {ConnectionId} has ended.")]
    public static partial void Disconnected(ILogger logger, string connectionId);

    [LoggerMessage(12, LogLevel.Warning, "Connection {ConnectionId} from {RemoteEndPoint} is closed: {Code}.")]
    public static partial void ConnectionClosed(ILogger logger, string connectionId, IPEndPoint? remoteEndPoint, string code);

    [LoggerMessage(13, LogLevel.Debug, "Connection {ConnectionId} was lost.")]
    public static partial void ConnectionLost(ILogger logger, Exception exception, string connectionId);

    [LoggerMessage(14, LogLevel.Error, "Connection {ConnectionId} failed.")]
    public static partial void ConnectionFailed(ILogger logger, Exception exception, string connectionId);

    [LoggerMessage(15, LogLevel.Debug, "Connection {ConnectionId} is {Client}.")]
    public static partial void ClientNamed(ILogger logger, string connectionId, string client);

    [LoggerMessage(20, LogLevel.Debug, "Connection {ConnectionId}: {Method} was answered with {Code}.")]
    public static partial void RequestRefused(ILogger logger, string connectionId, string method, string code);

    [LoggerMessage(21, LogLevel.Error, "Connection {ConnectionId}: {Method} failed.")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string connectionId, string method);

    [LoggerMessage(22, LogLevel.Error, "Connection {ConnectionId}: stream {StreamId} broke off.")]
    public static partial void StreamFailed(ILogger logger, Exception exception, string connectionId, long streamId);

    [LoggerMessage(150, LogLevel.Warning, "ffprobe is not installed: files that only it can read, such as {Path}, are named by their paths, have no duration, and may turn out to be damaged. To change that, install ffmpeg and start the server anew.")]
    public static partial void FfprobeMissing(ILogger logger, string path);

    [LoggerMessage(151, LogLevel.Debug, "{Path} is skipped: {Reason}.")]
    public static partial void FileSkipped(ILogger logger, string path, string reason);

    [LoggerMessage(152, LogLevel.Information, "Scanning: {Files} of {Total} files.")]
    public static partial void Scanning(ILogger logger, int files, int total);

    [LoggerMessage(153, LogLevel.Information, "Scanned {Files} files in {Seconds:0.0} s: {Counts}.")]
    public static partial void Scanned(ILogger logger, int files, double seconds, string counts);

    [LoggerMessage(154, LogLevel.Information, "The library has changed: {Counts}.")]
    public static partial void Updated(ILogger logger, string counts);

    [LoggerMessage(155, LogLevel.Warning, "{Folders} folders cannot be read, such as {Path}: {Reason}. What is known of them stays.")]
    public static partial void FoldersUnreadable(ILogger logger, int folders, string path, string reason);

    [LoggerMessage(156, LogLevel.Information, "The scan was cancelled. What it has found so far stays.")]
    public static partial void ScanCancelled(ILogger logger);

    [LoggerMessage(157, LogLevel.Warning, "The folder {Root} is away: it is missing, or empty as a network folder that is not mounted is. Its {Files} files are kept, and looked for again. If it is meant to be empty, say so with POST /library/scan?empty=true; if it has moved, set {Setting}.")]
    public static partial void FolderAway(ILogger logger, string root, int files, string setting);

    [LoggerMessage(158, LogLevel.Information, "The folder {Root} is back.")]
    public static partial void FolderBack(ILogger logger, string root);

    [LoggerMessage(159, LogLevel.Warning, "Changes in {Root} are not noticed at once, but by the next scan: {Reason} On Linux, raise fs.inotify.max_user_watches and fs.inotify.max_user_instances; or set Library:RescanInterval shorter.")]
    public static partial void WatcherFailed(ILogger logger, string root, string reason);

    [LoggerMessage(160, LogLevel.Information, "The first scan goes on after {FirstScanTime}: the server begins with the songs found so far.")]
    public static partial void FirstScanContinues(ILogger logger, TimeSpan firstScanTime);

    [LoggerMessage(161, LogLevel.Warning, "What scans find is kept in memory until it can be saved: {Reason}")]
    public static partial void LibraryNotSaved(ILogger logger, string reason);

    [LoggerMessage(162, LogLevel.Warning, "The database has changed under this process: it loads it anew, and scans again.")]
    public static partial void LibraryReloaded(ILogger logger, Exception exception);

    [LoggerMessage(163, LogLevel.Warning, "Another process has taken over the scans of this library.")]
    public static partial void TurnLost(ILogger logger);

    [LoggerMessage(164, LogLevel.Warning, "{Plays} plays could not be saved, and are not counted.")]
    public static partial void PlaysLost(ILogger logger, long plays);

    [LoggerMessage(40, LogLevel.Information, "No broker is configured: changes of playlists are not announced. To have them announced, set ConnectionStrings:messaging.")]
    public static partial void NotAnnouncing(ILogger logger);

    [LoggerMessage(41, LogLevel.Warning, "{Subject} wait to be announced: {Problem}")]
    public static partial void CannotAnnounce(ILogger logger, string subject, string problem);

    [LoggerMessage(42, LogLevel.Information, "{Subject} are announced again.")]
    public static partial void AnnouncingAgain(ILogger logger, string subject);

    [LoggerMessage(43, LogLevel.Warning, "More than {Capacity} changes of playlists wait to be announced: the oldest are not.")]
    public static partial void AnnouncementsDropped(ILogger logger, int capacity);

    [LoggerMessage(44, LogLevel.Warning, "{Announcements} changes of playlists were not announced before the server stopped: clients see them when they look.")]
    public static partial void AnnouncementsLost(ILogger logger, int announcements);

    [LoggerMessage(45, LogLevel.Warning, "A change of playlist {Playlist} was not announced to everyone: {Problem}")]
    public static partial void AnnouncementRefused(ILogger logger, string playlist, string problem);

    [LoggerMessage(46, LogLevel.Warning, "More than {Capacity} new songs wait to be announced: the oldest are not.")]
    public static partial void SongsDropped(ILogger logger, int capacity);
}
