namespace Playlist.Client;

/// <summary>Everything this service logs. Ids are never used again for something else: 1 to 99 updates, 100 to 199 songs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Listening for updates of {Artists} artists.")]
    public static partial void Listening(ILogger logger, int artists);

    [LoggerMessage(2, LogLevel.Warning, "{Problem} Trying again until it is back.")]
    public static partial void BrokerLost(ILogger logger, string problem);

    [LoggerMessage(3, LogLevel.Information, "{Artist}: {Message}")]
    public static partial void Heard(ILogger logger, string artist, string message);

    [LoggerMessage(4, LogLevel.Error, "Message {MessageId} of {Exchange} cannot be handled, and goes to the dead letters.")]
    public static partial void MessageFailed(ILogger logger, Exception exception, string? messageId, string exchange);

    [LoggerMessage(5, LogLevel.Debug, "Bindings could not be changed: {Reason}.")]
    public static partial void BindingFailed(ILogger logger, string reason);

    [LoggerMessage(6, LogLevel.Warning, "Message {MessageId} could not be handled, and is tried again.")]
    public static partial void MessageRetried(ILogger logger, Exception exception, string? messageId);

    [LoggerMessage(7, LogLevel.Error, "Message {MessageId} of {Exchange} cannot be handled, and is dropped.")]
    public static partial void MessageDropped(ILogger logger, Exception exception, string? messageId, string exchange);

    [LoggerMessage(8, LogLevel.Warning, "{Artist}: {Dropped}.")]
    public static partial void UpdatesDropped(ILogger logger, string artist, string dropped);

    [LoggerMessage(100, LogLevel.Debug, "Connected to the song server at {Host}:{Port}.")]
    public static partial void ServerConnected(ILogger logger, string host, int port);

    [LoggerMessage(101, LogLevel.Debug, "Playlist {Playlist} could not be fetched: {Reason} Trying again.")]
    public static partial void PlaylistNotFetched(ILogger logger, string playlist, string reason);

    [LoggerMessage(110, LogLevel.Warning, "Song {Song} broke off on its way to a browser: {Reason}")]
    public static partial void AudioBroken(ILogger logger, string song, string reason);
}
