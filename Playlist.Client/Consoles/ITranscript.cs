namespace Playlist.Client.Consoles;

/// <summary>What is said to a person, a line at a time, by whoever has something to say.</summary>
internal interface ITranscript
{
    /// <param name="text">Without line breaks, and cleaned if it is somebody else's.</param>
    void WriteLine(string text, LineKind kind = LineKind.Plain);

    /// <summary>Shows a line that changes until it is taken away with <see langword="null"/>.</summary>
    void ShowStatus(string? status);
}

/// <summary>What a line is about, which is seen at a glance.</summary>
internal enum LineKind
{
    Plain,

    /// <summary>Somebody else did something.</summary>
    Update,
    Problem,
}
