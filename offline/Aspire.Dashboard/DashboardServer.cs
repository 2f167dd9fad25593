using System.Net;
using Aspire.Dashboard.Access;
using Aspire.Dashboard.ConsoleLogs;
using Aspire.Dashboard.Logs;
using Aspire.Dashboard.Metrics;
using Aspire.Dashboard.Resources;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Traces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Playlist.Otlp;

namespace Aspire.Dashboard;

/// <summary>Receives the telemetry of the application's processes and serves the page that shows them: on this machine only, on a free port.</summary>
internal sealed class DashboardServer : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly AccessKeys _keys;

    private DashboardServer(WebApplication app, AccessKeys keys)
    {
        _app = app;
        _keys = keys;
    }

    /// <summary>Where processes export to (http/protobuf), with <see cref="OtlpKey"/>.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>What to open in a browser.</summary>
    public Uri LoginAddress => new(Address, $"/login?t={_keys.Token}");

    /// <summary>The value of the header <c>x-otlp-api-key</c>.</summary>
    public string OtlpKey => _keys.Otlp;

    public static async Task<DashboardServer> StartAsync(IApplicationView application, TelemetryStore telemetry, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        // Empty: nothing of the environment or of the AppHost's settings decides where it listens or who gets in.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        builder.Services.AddHostFiltering(options => options.AllowedHosts = ["localhost", "127.0.0.1"]);

        var keys = AccessKeys.Create();
        var app = builder.Build();
        app.UseHostFiltering();
        app.Use(SecurityHeaders.InvokeAsync);
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = ExplainAsync });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = PageFiles.Provider });
        // After the files: they lie under addresses of pages, such as /console.
        app.UseRouting();
        app.Use(new AccessControl(keys).InvokeAsync);

        app.MapOtlp(telemetry);
        var api = app.MapGroup(AccessControl.ApiPath);
        api.MapResources(application);
        api.MapConsole(application);
        api.MapLogs(telemetry.Logs);
        api.MapTraces(telemetry.Traces);
        api.MapMetrics(telemetry.Metrics);
        api.MapGet("/{**path}", () => Results.Problem("There is nothing of this name.", statusCode: StatusCodes.Status404NotFound));
        app.MapGet("/{**path}", context => PageFiles.SendAsync(context.Response, "index.html"));

        await app.StartAsync(cancellationToken);
        return new DashboardServer(app, keys);
    }

    /// <summary>Requests under way get a moment to end; then they are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(StopTimeout);
        await _app.StopAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
    }

    private static Task ExplainAsync(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException bad
        ? Results.Problem(bad.Message, statusCode: bad.StatusCode).ExecuteAsync(context)
        : Results.Problem("The dashboard has failed; the AppHost's console tells more.", statusCode: StatusCodes.Status500InternalServerError).ExecuteAsync(context);
}
