using System.Net;
using System.Net.Sockets;
using Playlist.Testing;
using Playlist.Testing.Messaging;
using Playlist.Testing.Telemetry;

namespace Playlist.BrowserTests.Application;

/// <summary>The whole application, as its processes: a broker, a song server, a notifier, and two clients with a page each.</summary>
/// <remarks>An assembly of tests shares it. It costs nothing until the first <see cref="StartAsync"/>.</remarks>
public sealed class RunningPlaylist : IAsyncDisposable
{
    private readonly BrokerFixture _broker = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playlist-browser-");
    private readonly List<KillableService> _processes = [];
    private OtlpReceiver? _receiver;

    /// <summary>What all processes export.</summary>
    public OtlpReceiver Telemetry => _receiver!;

    internal ServerProcess Server { get; private set; } = null!;

    internal NotifierProcess Notifier { get; private set; } = null!;

    internal ClientProcess Client { get; private set; } = null!;

    /// <summary>Another listener.</summary>
    internal ClientProcess OtherClient { get; private set; } = null!;

    internal Uri Broker => _broker.Uri;

    public DirectoryInfo Music { get; private set; } = null!;

    /// <summary>Returns when all is up; skips the test where no RabbitMQ is installed.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _broker.StartAsync(cancellationToken);
        if (_receiver is not null)
        {
            return;
        }

        _receiver = await OtlpReceiver.StartAsync(cancellationToken);
        Music = _folder.CreateSubdirectory("music");
        MusicFolder.Fill(Music);
        var port = FreePort();
        Server = Add(new ServerProcess(Music, _folder.CreateSubdirectory("server"), _broker.Uri, port, FreePort()), "server");
        Notifier = Add(new NotifierProcess(_folder.CreateSubdirectory("notifier"), _broker.Uri), "notifier");
        Client = Add(new ClientProcess("kitchen", _folder.CreateSubdirectory("kitchen"), port, _broker.Uri, FreePort()), "kitchen");
        OtherClient = Add(new ClientProcess("attic", _folder.CreateSubdirectory("attic"), port, _broker.Uri, FreePort()), "attic");
        await Task.WhenAll(_processes.Select(process => process.StartAsync(cancellationToken)));
        await Task.WhenAll(_processes.Select(process => process.WhenHealthyAsync(cancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        _processes.ForEach(process => process.Dispose());
        await (_receiver?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _broker.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private T Add<T>(T process, string name)
        where T : KillableService
    {
        // The browser's home is for the browser alone.
        process.Environment["HOME"] = _folder.FullName;
        process.Environment["OTEL_SERVICE_NAME"] = name;
        process.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = _receiver!.Endpoint.ToString();
        process.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        process.Environment["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        _processes.Add(process);
        return process;
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
