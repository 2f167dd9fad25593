using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Playlist.Benchmarks.Library;

/// <summary>The built Playlist.Server, with a data folder of its own.</summary>
internal sealed partial class PlaylistServer(string music, string data) : IMusicServer
{
    private readonly HttpClient _http = new();
    private MeasuredProcess? _process;
    private TextConnection? _connection;
    private string? _finishedBefore;
    private TaskCompletionSource<int> _port = new();
    private TaskCompletionSource<Uri> _url = new();

    public string Name => "PlaylistAspire";

    public long ResidentBytes => _process!.ResidentBytes;

    private static string Built(string project) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), $"{project}.dll"));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        (_port, _url) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));
        var program = Built("Playlist.Server");
        string[] arguments = [program, "--urls=http://127.0.0.1:0", "--SongServer:Port=0", $"--Library:Path={music}", $"--Storage:Folder={data}"];
        _process = new MeasuredProcess("dotnet", arguments, Path.GetDirectoryName(program)!, Read);

        _connection = await TextConnection.OpenAsync(new IPEndPoint(IPAddress.Loopback, await _port.Task.WaitAsync(cancellationToken)), cancellationToken);
        await ListAsync(0, cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _connection?.Dispose();
        await _process!.StopAsync(cancellationToken);
        _process.Dispose();
        _process = null;
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken) => (await AskAsync("""{"id":1,"op":"library"}""", cancellationToken)).GetProperty("songs").GetInt32();

    public async Task<bool> IsScanningAsync(CancellationToken cancellationToken)
    {
        var scan = await AskForScanAsync(cancellationToken);
        // One that was asked for begins a moment later.
        return scan.GetProperty("running").GetBoolean() || Finished(scan) == _finishedBefore;
    }

    public async Task ScanAsync(CancellationToken cancellationToken)
    {
        _finishedBefore = Finished(await AskForScanAsync(cancellationToken));
        using var response = await _http.PostAsync(new Uri(await _url.Task.WaitAsync(cancellationToken), "/library/scan"), content: null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public Task<int> SearchAsync(string[] words, CancellationToken cancellationToken) =>
        CountSongsAsync($$"""{"id":1,"op":"songs","query":{{JsonSerializer.Serialize(string.Join(' ', words))}},"limit":100}""", cancellationToken);

    public Task<int> ListAsync(int offset, CancellationToken cancellationToken) =>
        CountSongsAsync($$"""{"id":1,"op":"songs","offset":{{offset}},"limit":100}""", cancellationToken);

    public Task<int> ListMostPlayedAsync(CancellationToken cancellationToken) =>
        CountSongsAsync("""{"id":1,"op":"songs","sort":"plays","limit":100}""", cancellationToken);

    public IReadOnlyList<string> SearchCommand(string word) => ["dotnet", Built("Playlist.Client"), "--server", $"127.0.0.1:{_port.Task.Result}", "songs", word];

    public ValueTask DisposeAsync()
    {
        _connection?.Dispose();
        _process?.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string? Finished(JsonElement scan) => scan.TryGetProperty("finished", out var finished) ? finished.GetString() : null;

    private async Task<JsonElement> AskForScanAsync(CancellationToken cancellationToken) => (await AskAsync("""{"id":1,"op":"library"}""", cancellationToken)).GetProperty("scan");

    private async Task<string> AskLineAsync(string request, CancellationToken cancellationToken)
    {
        await _connection!.SendAsync(request, cancellationToken);
        return await _connection.ReadLineAsync(cancellationToken);
    }

    private async Task<JsonElement> AskAsync(string request, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<JsonElement>(await AskLineAsync(request, cancellationToken));

    // Counted in the text: to parse it would be the client's time, not the server's.
    private async Task<int> CountSongsAsync(string request, CancellationToken cancellationToken)
    {
        var line = await AskLineAsync(request, cancellationToken);
        return line.StartsWith("""{"id":1,"ok":true,""", StringComparison.Ordinal) ? Title().Count(line) : throw new InvalidDataException(line);
    }

    private void Read(string line)
    {
        if (SongEndPoint().Match(line) is { Success: true } songs)
        {
            _port.TrySetResult(new Uri(songs.Value).Port);
        }
        else if (Url().Match(line) is { Success: true } url)
        {
            _url.TrySetResult(new Uri(url.Value));
        }
    }

    [GeneratedRegex("\"title\":")]
    private static partial Regex Title();

    [GeneratedRegex("tcp://[0-9.:]+[0-9]")]
    private static partial Regex SongEndPoint();

    [GeneratedRegex("(?<=Health is told on )http://[0-9.:]+[0-9]")]
    private static partial Regex Url();
}
