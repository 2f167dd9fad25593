namespace Playlist.Client.Web.Playing;

/// <summary>What a tab tells of its audio, and of the keys for it. What it tells of an earlier song is of no matter any more.</summary>
internal interface IPageAudioEvents
{
    Task PlayingAsync(int key);

    Task PausedAsync(int key);

    /// <param name="next">The key of what it has gone on with: what was prepared; <see langword="null"/> is nothing.</param>
    Task EndedAsync(int key, int? next);

    /// <param name="position">How far it has come, in seconds.</param>
    Task FailedAsync(int key, double position);

    Task NextAsync();

    /// <param name="position">Where the song is, in seconds: far within it, back means to its beginning.</param>
    Task PreviousAsync(double position);
}
