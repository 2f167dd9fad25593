namespace Playlist.Notifier;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Connected to RabbitMQ; publishing to {Exchange}")]
    public static partial void Connected(ILogger logger, string exchange);

    [LoggerMessage(2, LogLevel.Error, "{Problem} ({Reason})")]
    public static partial void BrokerUnavailable(ILogger logger, string problem, string reason);

    [LoggerMessage(3, LogLevel.Information, "This process publishes what {Database} holds")]
    public static partial void HasTurn(ILogger logger, string database);

    [LoggerMessage(4, LogLevel.Warning, "What became of {Count} updates is not stored yet: {Problem}")]
    public static partial void NotMarked(ILogger logger, int count, string problem);

    [LoggerMessage(5, LogLevel.Error, "An update cannot be published")]
    public static partial void CannotPublish(ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "An update about {Artist} was refused {Attempts} times and has failed: {Reason}")]
    public static partial void GaveUp(ILogger logger, string artist, int attempts, string reason);

    [LoggerMessage(7, LogLevel.Warning, "Dead letters wait at the broker: {Problem} ({Reason})")]
    public static partial void DeadLettersWait(ILogger logger, string problem, string reason);

    [LoggerMessage(8, LogLevel.Warning, "{Count} dead letters were dropped: there are too many, or they are too large")]
    public static partial void DeadLettersDropped(ILogger logger, int count);

    [LoggerMessage(20, LogLevel.Information, "Listening for new music in {Queue}")]
    public static partial void HearsOfNewMusic(ILogger logger, string queue);

    [LoggerMessage(21, LogLevel.Warning, "New music is not heard of, and waits: {Problem}")]
    public static partial void DeafToNewMusic(ILogger logger, string problem);

    [LoggerMessage(22, LogLevel.Warning, "A message about new music is left out: {Problem}")]
    public static partial void NoSong(ILogger logger, string problem);
}
