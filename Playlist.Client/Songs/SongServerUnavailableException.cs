namespace Playlist.Client.Songs;

/// <summary>The song server cannot be reached, went away, or did not answer in time.</summary>
/// <param name="message">For a person: what is wrong and what to do.</param>
public sealed class SongServerUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether the server was there, and took too long.</summary>
    public bool IsTimeout { get; init; }
}
