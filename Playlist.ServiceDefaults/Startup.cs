using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>Runs a host, and tells a failed start in words instead of a stack trace.</summary>
public static class Startup
{
    // The host logs a failed start, with its stack trace, in this category.
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <param name="build">Builds the host; <c>AddServiceDefaults</c> is part of it.</param>
    /// <returns>The exit code: 0, or 1 when the host could not start.</returns>
    public static Task<int> RunAsync(Func<IHost> build) =>
        RunAsync(build, async (host, _) =>
        {
            await host.WaitForShutdownAsync(CancellationToken.None);
            return 0;
        });

    /// <param name="main">What to do once the host has started; its token is cancelled when the host is told to stop.</param>
    /// <returns>The exit code: that of <paramref name="main"/>, or 1 when the host could not start.</returns>
    public static async Task<int> RunAsync(Func<IHost> build, Func<IHost, CancellationToken, Task<int>> main)
    {
        IHost? host = null;
        IHostApplicationLifetime? lifetime = null;
        try
        {
            host = build();
            lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
            // Before the host does it: its services would stop it at the first section that is bad.
            host.Services.GetService<IStartupValidator>()?.Validate();
            await host.StartAsync();
            var exitCode = await main(host, lifetime.ApplicationStopping);
            await host.StopAsync();
            return exitCode;
        }
        catch (Exception exception) when (lifetime?.ApplicationStarted.IsCancellationRequested is not true && Explain(exception) is { } explanation)
        {
            await Console.Error.WriteLineAsync(explanation);
            return 1;
        }
        finally
        {
            await DisposeAsync(host);
        }
    }

    /// <summary>Leaves it to <see cref="RunAsync(Func{IHost})"/> to tell why a start failed. What fails later is logged as ever.</summary>
    internal static void ExplainFailedStart(this IHostApplicationBuilder builder)
    {
        var started = false;
        builder.Services.AddOptions<HostOptions>().PostConfigure<IHostApplicationLifetime>((_, lifetime) => lifetime.ApplicationStarted.Register(() => started = true));
        builder.Logging.AddFilter(HostCategory, level => started && level >= LogLevel.Information);
    }

    private static string? Explain(Exception exception) => exception switch
    {
        StartupException => exception.Message,
        // The options of section X are the class XOptions: people know them as X:Option.
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures).Replace("Options.", ":", StringComparison.Ordinal),
        // The configuration binder: a setting is not of its option's type, as in SongServer:Port=abc.
        InvalidOperationException { InnerException: ArgumentException or FormatException } => exception.Message,
        // Kestrel: the port is over 65535, or there is no host or scheme.
        ArgumentOutOfRangeException { ParamName: "port" } or FormatException => $"The setting urls (ASPNETCORE_URLS) must be addresses such as http://localhost:8080: {exception.Message}",
        IOException { InnerException: AddressInUseException } => $"{exception.Message} Choose another port in ASPNETCORE_URLS.",
        // More than one section has bad settings.
        AggregateException several when several.InnerExceptions.All(inner => Explain(inner) is not null) => string.Join(Environment.NewLine, several.InnerExceptions.Select(Explain)),
        _ => null,
    };

    private static ValueTask DisposeAsync(IHost? host)
    {
        if (host is IAsyncDisposable disposable)
        {
            return disposable.DisposeAsync();
        }

        host?.Dispose();
        return ValueTask.CompletedTask;
    }
}
