using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Playlist.Server.Library;
using Playlist.Server.Songs;
using Playlist.Testing;

namespace Playlist.Server.Tests.Hosting;

/// <summary>The server in this process, built as its <c>Program.cs</c> does, on a free port.</summary>
public sealed class SongServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SongServer(WebApplication app) => _app = app;

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
    public static async Task<SongServer> StartAsync(IEnumerable<string> settings, CancellationToken cancellationToken, Action<IServiceCollection>? configure = null)
    {
        var app = Build(settings, configure);
        await app.StartAsync(cancellationToken);
        return new SongServer(app);
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

        builder.AddServiceDefaults();
        builder.AddLibrary();
        builder.AddSongServer();

        var app = builder.Build();
        app.MapDefaultEndpoints();
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
        await _app.DisposeAsync();
        Assert.DoesNotContain(log.GetSnapshot(), record => record.Level >= LogLevel.Error);
    }
}
