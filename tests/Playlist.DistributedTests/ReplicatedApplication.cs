using System.Text.Json;
using Playlist.Testing;
using Playlist.Testing.Telemetry;

namespace Playlist.DistributedTests;

/// <summary>The AppHost with two server processes, which share a music folder and a data folder of this test's own.</summary>
public sealed class ReplicatedApplication : IAsyncLifetime
{
    private const int MostConnections = 64;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playlist-replicas-");
    private DistributedApplication? _app;
    private OtlpReceiver? _telemetry;

    /// <summary>The library: the shipped tunes, and whatever a test puts there.</summary>
    public DirectoryInfo Music => _folder.CreateSubdirectory("music");

    public OtlpReceiver Telemetry => _telemetry ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        foreach (var (title, artist, path) in PlaylistApplication.ReadCatalogue())
        {
            File.Copy(path, Path.Combine(Music.CreateSubdirectory(artist).FullName, $"{title}.mp3"));
        }

        _telemetry = await OtlpReceiver.StartAsync(cancellationToken);
        _app = await PlaylistApplication.StartAsync(
            _telemetry.Endpoint,
            _folder.CreateSubdirectory("data"),
            ["--Replicas:server=2", "--Scenario:Enabled=true", $"--Parameters:library-path={Path.GetRelativePath(Environment.CurrentDirectory, Music.FullName)}"],
            cancellationToken);
    }

    /// <summary>A connection to each of the two processes, by way of the one address that they share.</summary>
    internal async Task<ReplicaConnections> ConnectAsync(CancellationToken cancellationToken)
    {
        var connections = new List<(string Mark, SongConnection Connection)>();
        while (connections.Count < MostConnections)
        {
            // The trace that a connection asked in tells which process has answered: its span has the process's id.
            var connection = await SongConnection.OpenAsync(_app!.GetEndpoint("server", "tcp"), cancellationToken);
            var mark = $"{Guid.NewGuid():N}";
            connections.Add((mark, connection));
            await connection.AskAsync($$"""{"id":1,"op":"ping","traceparent":"00-{{mark}}-00000000000000a1-01"}""", cancellationToken);
            if (connections.Count % 8 == 0)
            {
                var instances = await Telemetry.WaitForAsync(
                    spans => connections.ConvertAll(known => spans.FirstOrDefault(span => span.Service == "server" && span.TraceId == known.Mark)?.Instance) is var found && !found.Contains(null) ? found : null,
                    cancellationToken);
                if (instances.Distinct().Count() == 2)
                {
                    var other = instances.FindIndex(instance => instance != instances[0]);
                    return new ReplicaConnections(connections[0].Connection, connections[other].Connection, connections.ConvertAll(known => known.Connection));
                }
            }
        }

        throw new InvalidOperationException($"Each of {MostConnections} connections went to the same process.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_telemetry is not null)
        {
            await _telemetry.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}

/// <summary>A connection to each of two server processes.</summary>
/// <param name="all">Those that were opened to find two, and are closed with them.</param>
internal sealed class ReplicaConnections(SongConnection one, SongConnection other, IReadOnlyList<SongConnection> all) : IAsyncDisposable
{
    public IReadOnlyList<SongConnection> Connections { get; } = [one, other];

    public async Task<JsonElement[]> AskAsync(string request, CancellationToken cancellationToken) =>
        [await one.AskAsync(request, cancellationToken), await other.AskAsync(request, cancellationToken)];

    /// <summary>Asks both until both answers are as wanted.</summary>
    public Task WaitForAsync(string request, Predicate<JsonElement> isWanted, string what, CancellationToken cancellationToken) =>
        Eventually.GetAsync(async token => await AskAsync(request, token) is var answers && Array.TrueForAll(answers, isWanted) ? answers : null, what, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in all)
        {
            await connection.DisposeAsync();
        }
    }
}
