using System.Diagnostics;
using Playlist.Client.Songs;

namespace Playlist.Client.Tests.CommandLine;

/// <summary>The client as a script runs it.</summary>
internal sealed class ClientProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private ClientProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public StreamWriter Input => _process.StandardInput;

    public StreamReader Output => _process.StandardOutput;

    public static ClientProcess Start(params string[] args) => StartWith(new Dictionary<string, string>(), args);

    /// <param name="environment">Variables beside this process's own.</param>
    public static ClientProcess StartWith(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(SongClient).Assembly.Location, .. args]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // No player: these tests make no noise, and find the same everywhere.
        var dotnet = start.Environment["PATH"]!.Split(':').First(folder => File.Exists(Path.Combine(folder, "dotnet")));
        start.FileName = Path.Combine(dotnet, "dotnet");
        start.Environment["PATH"] = "";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ClientProcess(Process.Start(start)!);
    }

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        using var process = Start(args);
        process.Input.Close();
        return await process.EndAsync(cancellationToken);
    }

    public async Task<(int ExitCode, string Output, string Errors)> EndAsync(CancellationToken cancellationToken)
    {
        var output = await Output.ReadToEndAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        return (_process.ExitCode, output, await _errors);
    }

    public void Terminate() => Process.Start("/bin/kill", ["-TERM", $"{_process.Id}"]).WaitForExit();

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
