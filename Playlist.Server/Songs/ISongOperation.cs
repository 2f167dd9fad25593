namespace Playlist.Server.Songs;

/// <summary>What a client can ask for: one class each, in its feature's folder, registered under its name with <c>AddSongOperation</c>.</summary>
internal interface ISongOperation
{
    /// <summary>Answers one request with exactly one reply.</summary>
    /// <param name="cancellationToken">Cancelled when nobody can hear the answer any more.</param>
    /// <exception cref="Protocol.Songs.SongProtocolException">The request is refused: its code and message become the reply.</exception>
    ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken);
}

/// <summary>The name under which an operation is registered.</summary>
internal sealed record SongOperationName(string Value);
