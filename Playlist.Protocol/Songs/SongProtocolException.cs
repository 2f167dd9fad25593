namespace Playlist.Protocol.Songs;

/// <summary>The peer broke the protocol, or asked for what cannot be had.</summary>
/// <param name="code">One of <see cref="SongErrorCodes"/>: goes to the wire and to telemetry.</param>
/// <param name="message">For a person: what is wrong and what to do.</param>
public class SongProtocolException(string code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public string Code { get; } = code;
}
