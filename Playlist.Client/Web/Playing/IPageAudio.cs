namespace Playlist.Client.Web.Playing;

/// <summary>The audio of one browser tab (wwwroot/audio.js). What becomes of it is told to an <see cref="IPageAudioEvents"/>.</summary>
internal interface IPageAudio
{
    /// <summary>Begins, and tells what this tab played when it was loaded last.</summary>
    ValueTask<SavedAudio?> StartAsync(IPageAudioEvents events);

    /// <summary>Plays a song in place of what is played now.</summary>
    /// <param name="from">Where it begins, in seconds.</param>
    /// <param name="plays">Else it waits there, paused.</param>
    ValueTask LoadAsync(AudioSource source, double from, bool plays);

    /// <summary>Fetches ahead what follows: the tab goes on with it by itself.</summary>
    /// <param name="next"><see langword="null"/>: nothing follows.</param>
    ValueTask PrepareAsync(AudioSource? next);

    ValueTask PlayAsync();

    ValueTask PauseAsync();

    ValueTask StopAsync();

    /// <summary>Keeps this in the tab, beside the position, which it keeps by itself.</summary>
    ValueTask SaveAsync(string queue);
}

/// <summary>What a tab is to play.</summary>
/// <param name="Key">Names this and no other, when the tab tells of it.</param>
/// <param name="Duration">In seconds.</param>
internal sealed record AudioSource(int Key, string Url, string Cover, string Title, string Artist, string? Album, double? Duration);

/// <param name="Queue">What was given to <see cref="IPageAudio.SaveAsync"/>.</param>
/// <param name="Position">In seconds.</param>
internal sealed record SavedAudio(string Queue, double Position, bool Plays);
