using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Playlist.Client.Songs;

/// <summary>A player that is installed on this machine.</summary>
internal sealed class AudioPlayer
{
    public const string Missing = "To hear songs, install ffplay (package ffmpeg) or mpv.";

    // With how each ends when it is told to: by the terminal's Ctrl+C, say. 128 and more is a signal that it did not handle.
    private static readonly Program[] Known =
    [
        new("ffplay", ["-nodisp", "-autoexit", "-loglevel", "error"], from => ["-ss", from], ToldToEnd: 123),
        new("mpv", ["--no-video", "--no-terminal"], from => [$"--start={from}"], ToldToEnd: 4),
    ];
    private const int EndedBySignal = 128;

    // ffplay ends with 0 whatever happens: what it says and how soon it ends tell the rest.
    private const string NoSoundDevice = "audio open failed";
    private static readonly TimeSpan TooSoon = TimeSpan.FromSeconds(2);

    private readonly Program _known;
    private readonly string _file;

    private AudioPlayer(Program known, string file)
    {
        _known = known;
        _file = file;
    }

    public string Name => _known.Name;

    /// <returns>The first known player on the <c>PATH</c>.</returns>
    public static AudioPlayer? Find() => Find(Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <param name="searchPath">Directories, as in <c>PATH</c>.</param>
    public static AudioPlayer? Find(string searchPath)
    {
        var directories = searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        var found =
            from player in Known
            from directory in directories
            let file = Path.Combine(directory, player.Name + suffix)
            where File.Exists(file)
            select new AudioPlayer(player, file);
        return found.FirstOrDefault();
    }

    /// <summary>Plays a song to its end, or until it is cancelled; the player has ended by then in any case.</summary>
    /// <param name="song">Its file.</param>
    /// <param name="from">Where in the song to begin.</param>
    public async Task<PlayerEnd> PlayAsync(string song, TimeSpan from, CancellationToken cancellationToken)
    {
        string[] position = from > TimeSpan.Zero ? _known.From(from.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)) : [];
        // Its words are not for the terminal, and it must not read what is typed there.
        var start = new ProcessStartInfo(_file, [.. _known.Arguments, .. position, song]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                process.StandardInput.Close();
                var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
                var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
                await output;
                await process.WaitForExitAsync(cancellationToken);
                return Judge(process.ExitCode, errors, Stopwatch.GetElapsedTime(started));
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
                throw;
            }
        }
        catch (Win32Exception exception)
        {
            return new PlayerEnd(PlayerOutcome.PlayerFailed, $"{_file} cannot be started: {exception.Message}.");
        }
    }

    private PlayerEnd Judge(int exitCode, string errors, TimeSpan duration)
    {
        if (exitCode == _known.ToldToEnd || exitCode > EndedBySignal)
        {
            return new PlayerEnd(PlayerOutcome.PlayerFailed, $"{Name} was told to end.");
        }

        if (errors.Contains(NoSoundDevice, StringComparison.Ordinal))
        {
            return new PlayerEnd(PlayerOutcome.PlayerFailed, $"{Name} finds no sound device that it can use: is one there?");
        }

        var reason = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return (exitCode, reason) switch
        {
            (0, null) => new PlayerEnd(PlayerOutcome.Ended),
            (0, _) when duration >= TooSoon => new PlayerEnd(PlayerOutcome.Ended),
            (0, _) => new PlayerEnd(PlayerOutcome.SongFailed, $"{Name} cannot play it: {reason}."),
            _ => new PlayerEnd(PlayerOutcome.SongFailed, $"{Name} ended with {exitCode}{(reason is null ? "" : $": {reason}")}."),
        };
    }

    /// <param name="From">The arguments that begin at a position, in seconds.</param>
    /// <param name="ToldToEnd">The exit code when it was interrupted or terminated.</param>
    private sealed record Program(string Name, string[] Arguments, Func<string, string[]> From, int ToldToEnd);
}

/// <param name="Problem">For a person; <see langword="null"/> when all went well.</param>
internal readonly record struct PlayerEnd(PlayerOutcome Outcome, string? Problem = null);

internal enum PlayerOutcome
{
    /// <summary>The song was played to its end.</summary>
    Ended,

    /// <summary>The song cannot be played; another may.</summary>
    SongFailed,

    /// <summary>No song can be played, or none is to be.</summary>
    PlayerFailed,
}
