using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Playlist.Benchmarks.Updates;

/// <summary>Hosts in this process, which log warnings, on standard error.</summary>
internal static class MeasuredHost
{
    /// <summary>On a free port.</summary>
    public static WebApplicationBuilder CreateWeb(DirectoryInfo folder, params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Playlist.Notifier", ContentRootPath = folder.FullName, Args = ["--urls=http://127.0.0.1:0", .. settings] });
        Prepare(builder);
        return builder;
    }

    public static HostApplicationBuilder Create(DirectoryInfo folder, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder.FullName });
        builder.Configuration.AddInMemoryCollection(settings);
        Prepare(builder);
        return builder;
    }

    public static void Prepare(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
    }

    /// <summary>Ctrl+C is for the whole process: by default each host would end by itself, and the benchmark go on.</summary>
    private sealed class OwnLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
