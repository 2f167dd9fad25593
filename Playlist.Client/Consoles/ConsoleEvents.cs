using System.Globalization;
using Playlist.Client.CommandLine;
using Playlist.Client.Playing;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Consoles;

/// <summary>Says what becomes of the songs that play while the conversation goes on.</summary>
internal sealed class ConsoleEvents(ITranscript transcript) : IPlayerEvents
{
    public IProgress<long> Receiving(long bytes) => new ProgressBar(transcript, bytes);

    public void Received() => transcript.ShowStatus(null);

    public void Playing(NowPlaying now, long bytes, string player)
    {
        if (now.Position > TimeSpan.Zero || now.Count > 1)
        {
            transcript.WriteLine($"Playing {Describe(now)}");
        }
        else
        {
            transcript.WriteLine(ProgressBar.Draw(percent: 100, bytes));
            transcript.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Received {bytes:N0} bytes, which {player} plays now."));
        }
    }

    public void Skipped(Song song, string problem) => transcript.WriteLine(TerminalText.Clean($"Skipped {song.DisplayName()}: {problem}"), LineKind.Problem);

    public void Missing(IReadOnlyList<Song> songs) =>
        transcript.WriteLine(songs is [var song] ? $"Skipped {song.DisplayName()}: the library no longer has its file." : $"Skipped {ListText.Count(songs.Count, "song")} whose files the library no longer has.", LineKind.Problem);

    public void Stopped(NowPlaying now, string? problem)
    {
        if (problem is not null)
        {
            transcript.WriteLine(TerminalText.Clean(problem) + (now.Count > 1 ? " To go on: resume" : ""), LineKind.Problem);
        }
        else if (now.Count > 1)
        {
            transcript.WriteLine("That was the last song.");
        }
    }

    /// <summary><c>Paused 3 of 12: Lover - Taylor Swift, at 1:23 of 3:41</c></summary>
    public static string DescribeWithState(NowPlaying now) =>
        now.Song is null ? "Nothing is played." : $"{(now.State is PlayerState.Receiving ? "Fetching" : now.State.ToString())} {Describe(now)}";

    /// <summary><c>3 of 12: Lover - Taylor Swift, at 1:23 of 3:41</c></summary>
    public static string Describe(NowPlaying now)
    {
        var number = now.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{now.Number:N0} of {now.Count:N0}: ") : "";
        // The program takes a moment to begin, of which nobody knows.
        var seconds = Math.Min(Math.Floor(now.Position.TotalSeconds), now.Song?.Duration ?? double.MaxValue);
        var position = now.Position > TimeSpan.Zero || now.State is PlayerState.Paused ? $", at {ListText.Duration(seconds)}" : "";
        var duration = ListText.Duration(now.Song?.Duration) is { Length: > 0 } known ? position.Length > 0 ? $" of {known}" : $", {known}" : "";
        return $"{number}{now.Song?.DisplayName()}{position}{duration}";
    }
}
