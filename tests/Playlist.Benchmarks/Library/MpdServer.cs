using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Playlist.Benchmarks.Library;

/// <summary>Music Player Daemon (musicpd.org) with a configuration, a port and a database of its own, asked in its own protocol.</summary>
internal sealed class MpdServer : IMusicServer
{
    private readonly string _configuration;
    private readonly string _data;
    private readonly string _socket;
    private MeasuredProcess? _process;
    private TextConnection? _connection;

    public MpdServer(string music, string data)
    {
        _data = data;
        // A socket file, as mpc finds mpd by default: over TCP, each answer of several packets waits 40 ms for an acknowledgement.
        _socket = Path.Combine(data, "socket");
        _configuration = Path.Combine(data, "mpd.conf");
        File.WriteAllText(_configuration, $$"""
            music_directory "{{music}}"
            db_file "{{Path.Combine(data, "database")}}"
            log_file "{{Path.Combine(data, "log")}}"
            bind_to_address "{{_socket}}"
            zeroconf_enabled "no"
            audio_output {
              type "null"
              name "none"
            }
            """);
    }

    /// <summary>What is missing here, as a remedy; <see langword="null"/> where nothing is.</summary>
    public static string? Missing
    {
        get
        {
            var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
            return string.Join(' ', new[] { "mpd", "mpc" }.Where(program => !Array.Exists(folders, folder => File.Exists(Path.Combine(folder, program))))) is { Length: > 0 } missing
                ? $"{missing} is not installed: apt-get install {missing}"
                : null;
        }
    }

    public string Name { get; } = ReadVersion();

    public long ResidentBytes => _process!.ResidentBytes;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = new MeasuredProcess("mpd", ["--no-daemon", _configuration], _data, _ => { });
        _connection = await TextConnection.OpenAsync(new UnixDomainSocketEndPoint(_socket), cancellationToken);
        await _connection.ReadLineAsync(cancellationToken);
        await ListAsync(0, cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _connection?.Dispose();
        await _process!.StopAsync(cancellationToken);
        _process.Dispose();
        _process = null;
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        int.Parse((await AskAsync("stats", cancellationToken)).Single(line => line.StartsWith("songs: ", StringComparison.Ordinal))["songs: ".Length..], CultureInfo.InvariantCulture);

    public async Task<bool> IsScanningAsync(CancellationToken cancellationToken) =>
        (await AskAsync("status", cancellationToken)).Exists(line => line.StartsWith("updating_db: ", StringComparison.Ordinal));

    public Task ScanAsync(CancellationToken cancellationToken) => AskAsync("update", cancellationToken);

    public Task<int> SearchAsync(string[] words, CancellationToken cancellationToken) =>
        CountSongsAsync($"search {string.Join(' ', words.Select(word => $"any \"{word}\""))} window 0:100", cancellationToken);

    public Task<int> ListAsync(int offset, CancellationToken cancellationToken) =>
        CountSongsAsync($"search title \"\" sort Title window {offset}:{offset + 100}", cancellationToken);

    // Plays are kept outside of mpd, by a client such as mpdscribble.
    public Task<int> ListMostPlayedAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public IReadOnlyList<string> SearchCommand(string word) => ["mpc", $"--host={_socket}", "search", "any", word];

    public ValueTask DisposeAsync()
    {
        _connection?.Dispose();
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<int> CountSongsAsync(string request, CancellationToken cancellationToken) =>
        (await AskAsync(request, cancellationToken)).Count(line => line.StartsWith("file: ", StringComparison.Ordinal));

    /// <summary>Lines of <c>name: value</c>, ended by <c>OK</c>, or <c>ACK</c> and why not.</summary>
    private async Task<List<string>> AskAsync(string request, CancellationToken cancellationToken)
    {
        await _connection!.SendAsync(request, cancellationToken);
        var lines = new List<string>();
        while (true)
        {
            switch (await _connection.ReadLineAsync(cancellationToken))
            {
                case "OK":
                    return lines;
                case var refused when refused.StartsWith("ACK ", StringComparison.Ordinal):
                    throw new InvalidDataException($"{request}: {refused}");
                case var line:
                    lines.Add(line);
                    break;
            }
        }
    }

    /// <summary><c>Music Player Daemon 0.23.12 (0.23.12)</c> is the first line.</summary>
    private static string ReadVersion()
    {
        using var process = Process.Start(new ProcessStartInfo("mpd", "--version") { RedirectStandardOutput = true })!;
        var first = process.StandardOutput.ReadLine() ?? "";
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return first.Split(' ') is [_, _, _, var version, ..] ? $"mpd {version}" : "mpd";
    }
}
