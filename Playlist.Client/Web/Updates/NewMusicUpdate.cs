namespace Playlist.Client.Web.Updates;

/// <summary>What an update about new music names, so that it can be played (docs/messaging.md, section 12).</summary>
/// <param name="Title">A song of this title; <see langword="null"/> when it is an album.</param>
/// <param name="Album">An album of this name; <see langword="null"/> when it is a song.</param>
internal sealed record NewMusicUpdate(string? Title, string? Album)
{
    private const string Song = "New song: ";
    private const string NewAlbum = "New album: ";

    /// <param name="message"><c>New song: Golden</c>, or <c>New album: Lover, 18 songs</c></param>
    /// <returns><see langword="null"/> when it names neither; whether the library has it is another question, for anybody may write an update.</returns>
    public static NewMusicUpdate? Parse(string message)
    {
        if (message.StartsWith(Song, StringComparison.Ordinal) && message.Length > Song.Length)
        {
            return new NewMusicUpdate(message[Song.Length..], Album: null);
        }

        var comma = message.LastIndexOf(", ", StringComparison.Ordinal);
        return message.StartsWith(NewAlbum, StringComparison.Ordinal) && comma > NewAlbum.Length ? new NewMusicUpdate(Title: null, message[NewAlbum.Length..comma]) : null;
    }
}
