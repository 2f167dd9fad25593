using System.Diagnostics;
using System.Globalization;
using Playlist.Client.Songs;
using Playlist.Testing;

namespace Playlist.Client.Tests.Playing;

/// <summary>A program that takes itself for a player: it plays until it is told to end, or is killed.</summary>
internal sealed class FakePlayer : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playlist-player-");

    /// <param name="name">That of a known player.</param>
    public FakePlayer(string name = "ffplay")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the fake player is a shell script that reads from a named pipe: Windows has neither");
        // Each start writes a line: its process id and its arguments. A line in the pipe has its exit code, and what it says.
        var program = Path.Combine(_folder.FullName, name);
        File.WriteAllText(program, $"#!/bin/sh\necho \"$$ $*\" >> '{Starts}'\nread code says < '{Pipe}'\n[ -z \"$says\" ] || echo \"$says\" >&2\nexit $code\n");
        Process.Start("/bin/chmod", ["+x", program]).WaitForExit();
        Process.Start("mkfifo", [Pipe]).WaitForExit();
        Program = AudioPlayer.Find(_folder.FullName)!;
    }

    public AudioPlayer Program { get; }

    /// <summary>Where it is: for a search path.</summary>
    public string Folder => _folder.FullName;

    private string Starts => Path.Combine(_folder.FullName, "starts");

    private string Pipe => Path.Combine(_folder.FullName, "end");

    /// <summary>The arguments that follow those of every start: where it begins, and what it plays.</summary>
    /// <param name="number">Which start, from 1.</param>
    public async Task<(Process Process, string Arguments, string File)> StartedAsync(int number, CancellationToken cancellationToken)
    {
        var line = await Eventually.GetAsync(
            async token => File.Exists(Starts) && await File.ReadAllLinesAsync(Starts, token) is var lines && lines.Length >= number ? lines[number - 1] : null,
            $"start {number} of the player",
            cancellationToken);
        var words = line.Split(' ');
        return (Process.GetProcessById(int.Parse(words[0], CultureInfo.InvariantCulture)), string.Join(' ', words[1..^1]), words[^1]);
    }

    /// <summary>The song that plays ends.</summary>
    public Task EndAsync(int exitCode = 0, string says = "") => Task.Run(() =>
    {
        // Waits until the player reads.
        using var pipe = new StreamWriter(new FileStream(Pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
        pipe.Write($"{exitCode} {says}\n");
    });

    public void Dispose() => _folder.Delete(recursive: true);
}
