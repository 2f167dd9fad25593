using System.Text.RegularExpressions;
using Playlist.Testing;

namespace Playlist.Server.Tests.Startup;

/// <summary>The built server, as a process of its own.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("playlist-data-");
    private readonly ServiceProcess _process;

    /// <param name="arguments">As on the command line. Unless they name a data folder, it has one of its own, gone when disposed.</param>
    /// <param name="environment">Beyond this process's own.</param>
    public ServerProcess(IEnumerable<string> arguments, params IEnumerable<KeyValuePair<string, string>> environment) =>
        _process = new ServiceProcess("Playlist.Server", ListeningLine(), [$"--Storage:Folder={_data.FullName}", .. arguments], environment);

    /// <inheritdoc cref="ServiceProcess.Errors"/>
    public IReadOnlyList<string> Errors => [.. _process.Errors];

    /// <inheritdoc cref="ServiceProcess.Output"/>
    public IReadOnlyCollection<string> Output => _process.Output;

    public long WorkingSet => _process.WorkingSet;

    /// <inheritdoc cref="ServiceProcess.WhenListeningAsync"/>
    public Task<Uri> WhenListeningAsync(CancellationToken cancellationToken) => _process.WhenListeningAsync(cancellationToken);

    public async Task<SongConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await SongConnection.OpenAsync(await WhenListeningAsync(cancellationToken), cancellationToken);

    /// <inheritdoc cref="ServiceProcess.WaitForExitAsync"/>
    public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <inheritdoc cref="ServiceProcess.Terminate"/>
    public void Terminate() => _process.Terminate();

    /// <inheritdoc cref="ServiceProcess.Kill()"/>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    [GeneratedRegex("tcp://[0-9.:]+[0-9]")]
    private static partial Regex ListeningLine();
}
