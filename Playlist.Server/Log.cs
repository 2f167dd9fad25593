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
}
