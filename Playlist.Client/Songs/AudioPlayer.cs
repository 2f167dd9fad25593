using System.ComponentModel;
using System.Diagnostics;

namespace Playlist.Client.Songs;

/// <summary>A player that is installed on this machine.</summary>
internal sealed class AudioPlayer
{
    public const string Missing = "To hear songs, install ffplay (package ffmpeg) or mpv.";

    private static readonly (string Name, string[] Arguments)[] Known =
    [
        ("ffplay", ["-nodisp", "-autoexit", "-loglevel", "error"]),
        ("mpv", ["--no-video", "--no-terminal"]),
    ];

    private readonly string _program;
    private readonly string[] _arguments;

    private AudioPlayer(string name, string program, string[] arguments)
    {
        Name = name;
        _program = program;
        _arguments = arguments;
    }

    public string Name { get; }

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
            let program = Path.Combine(directory, player.Name + suffix)
            where File.Exists(program)
            select new AudioPlayer(player.Name, program, player.Arguments);
        return found.FirstOrDefault();
    }

    /// <summary>Plays a file to its end, or until it is cancelled.</summary>
    /// <returns>What went wrong, for a person; <see langword="null"/> when nothing did.</returns>
    public async Task<string?> PlayAsync(string file, CancellationToken cancellationToken)
    {
        // Its words are not for the terminal, and it must not read what is typed there.
        var start = new ProcessStartInfo(_program, [.. _arguments, file]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
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
                var reason = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
                return process.ExitCode == 0 ? null : $"{Name} ended with {process.ExitCode}{(reason is null ? "" : $": {reason}")}.";
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }
        }
        catch (Win32Exception exception)
        {
            return $"{_program} cannot be started: {exception.Message}.";
        }
    }
}
