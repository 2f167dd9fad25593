namespace Playlist.Notifier;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Connected to RabbitMQ; publishing to {Exchange}")]
    public static partial void Connected(ILogger logger, string exchange);

    [LoggerMessage(2, LogLevel.Error, "{Problem} ({Reason})")]
    public static partial void BrokerUnavailable(ILogger logger, string problem, string reason);
}
