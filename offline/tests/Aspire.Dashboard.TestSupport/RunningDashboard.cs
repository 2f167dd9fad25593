using Aspire.Dashboard.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Dashboard.TestSupport;

/// <summary>A dashboard of a made-up application, and a client that has opened the printed address.</summary>
internal sealed class RunningDashboard : IAsyncDisposable
{
    private readonly DashboardServer _server;

    private RunningDashboard(FakeApplication application, TelemetryStore telemetry, DashboardServer server)
    {
        Application = application;
        Telemetry = telemetry;
        _server = server;
        Client = new HttpClient { BaseAddress = server.Address };
        Stranger = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };
    }

    public FakeApplication Application { get; }

    public TelemetryStore Telemetry { get; }

    public Uri Address => _server.Address;

    public Uri LoginAddress => _server.LoginAddress;

    public string OtlpKey => _server.OtlpKey;

    public HttpClient Client { get; }

    /// <summary>Has no cookie, and keeps none.</summary>
    public HttpClient Stranger { get; }

    public static async Task<RunningDashboard> StartAsync(CancellationToken cancellationToken, TelemetryLimits? limits = null)
    {
        var (application, telemetry) = (new FakeApplication(), new TelemetryStore(limits ?? new TelemetryLimits()));
        var running = new RunningDashboard(application, telemetry, await DashboardServer.StartAsync(application, telemetry, NullLoggerFactory.Instance, cancellationToken));
        using var page = await running.Client.GetAsync(running.LoginAddress, cancellationToken);
        page.EnsureSuccessStatusCode();
        return running;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Stranger.Dispose();
        await _server.DisposeAsync();
    }
}
