using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Playlist.Server.Library;
using Playlist.Server.Library.Tags;
using Playlist.Server.Playlists;
using Playlist.Server.Songs;
using Playlist.Server.Storage;
using Playlist.Testing;

namespace Playlist.Server.Tests.Hosting;

/// <summary>The server in this process, built as its <c>Program.cs</c> does, on a free port.</summary>
public sealed class SongServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly DirectoryInfo _data;

    private SongServer(WebApplication app, DirectoryInfo data) => (_app, _data) = (app, data);

    public IServiceProvider Services => _app.Services;

    public FakeLogCollector Log => _app.Services.GetFakeLogCollector();

    public Uri Address
    {
        get
        {
            var bound = _app.Services.GetRequiredService<SongEndPoint>().Bound!;
            return new UriBuilder("tcp", new IPEndPoint(IPAddress.Loopback, bound.Port).Address.ToString(), bound.Port).Uri;
        }
    }

    /// <param name="settings">As on the command line, without the dashes: <c>SongServer:MaxStreamsPerConnection=2</c>.</param>
    /// <param name="configure">Changes to the services, such as another clock.</param>
    /// <remarks>It has a data folder of its own, gone when disposed, unless the settings name one.</remarks>
    public static async Task<SongServer> StartAsync(IEnumerable<string> settings, CancellationToken cancellationToken, Action<IServiceCollection>? configure = null)
    {
        var data = Directory.CreateTempSubdirectory("playlist-data-");
        var app = Build([$"Storage:Folder={data.FullName}", .. settings], configure);
        await app.StartAsync(cancellationToken);
        return new SongServer(app, data);
    }

    public static WebApplication Build(IEnumerable<string> settings, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = ServerTelemetry.Name,
            EnvironmentName = Environments.Production,
            Args = ["--urls=", "--SongServer:Port=0", .. settings.Select(setting => "--" + setting)],
        });
        builder.Logging.ClearProviders();
        builder.Logging.AddFakeLogging();
        builder.Logging.AddFilter<FakeLoggerProvider>(ServerTelemetry.Name, LogLevel.Debug);
        configure?.Invoke(builder.Services);
        builder.Services.TryAddSingleton<ITagReader, MusicFolder.Tags>();

        builder.AddServiceDefaults();
        builder.AddStorage();
        builder.AddLibrary();
        builder.AddPlaylists();
        builder.AddSongServer();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapLibrary();
        return app;
    }

    public Task<SongConnection> ConnectAsync(CancellationToken cancellationToken) => SongConnection.OpenAsync(Address, cancellationToken);

    /// <summary>Collects one of <see cref="ServerTelemetry"/>'s instruments from now on.</summary>
    public MetricCollector<T> Collect<T>(string instrument)
        where T : struct => new(_app.Services.GetRequiredService<IMeterFactory>(), ServerTelemetry.Name, instrument);

    /// <summary>Collects the codes of the limits that clients run into, from now on.</summary>
    public ReachedLimits CollectReachedLimits() => new(Collect<long>(ServerTelemetry.ReachedLimits));

    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    /// <summary>Stops the server. Whatever clients did in a test, the server's own fault it never was.</summary>
    public async ValueTask DisposeAsync()
    {
        var log = Log;
        using (var patience = new CancellationTokenSource(Patience))
        {
            try
            {
                await _app.StopAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                // A test has clients that do not read, or a clock that stands still.
            }
        }

        await _app.DisposeAsync();
        _data.Delete(recursive: true);
        Assert.DoesNotContain(log.GetSnapshot(), record => record.Level >= LogLevel.Error);
    }
}
