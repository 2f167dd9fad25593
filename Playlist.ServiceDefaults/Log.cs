using Microsoft.Extensions.Logging;

namespace Playlist.ServiceDefaults;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "{Problem}")]
    public static partial void StorageFails(ILogger logger, string problem);

    [LoggerMessage(2, LogLevel.Information, "{Database} works again.")]
    public static partial void StorageWorks(ILogger logger, string database);

    [LoggerMessage(3, LogLevel.Information, "Before this version changes {File}, it is copied to {Backup}.")]
    public static partial void BackedUp(ILogger logger, string file, string backup);
}
