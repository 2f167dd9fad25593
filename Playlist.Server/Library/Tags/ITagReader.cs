namespace Playlist.Server.Library.Tags;

/// <summary>Tells what a file itself says of its song; what it does not say, its path has to.</summary>
internal interface ITagReader
{
    /// <summary>Every song that is read now gets its duration: one without is worth another look.</summary>
    bool TellsDurations => false;

    /// <param name="path">Within the library, with <c>/</c> between the folders.</param>
    /// <exception cref="UnreadableFileException">The file is no song that could be played.</exception>
    /// <exception cref="IOException">The file cannot be read now.</exception>
    ValueTask<FileTags> ReadAsync(string path, CancellationToken cancellationToken);
}

/// <param name="message">Why, for the owner of the library: "no audio in it".</param>
internal sealed class UnreadableFileException(string message, Exception? innerException = null) : Exception(message, innerException);
