namespace Playlist.Otlp;

/// <summary>The sender's fault.</summary>
/// <param name="statusCode">HTTP's.</param>
/// <param name="message">For a person; names the remedy.</param>
internal sealed class OtlpRequestException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;
}
