using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Playlist.Server;

/// <summary>Runs the host, and tells a failed start in words instead of a stack trace.</summary>
internal static class Startup
{
    // The host logs a failed start, with its stack trace, in this category.
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>Leaves it to <see cref="RunAsync"/> to tell why a start failed. What fails later is logged as ever.</summary>
    public static void ExplainFailedStart(this WebApplicationBuilder builder)
    {
        var started = false;
        builder.Services.AddOptions<HostOptions>().PostConfigure<IHostApplicationLifetime>((_, lifetime) => lifetime.ApplicationStarted.Register(() => started = true));
        builder.Logging.AddFilter(HostCategory, level => started && level >= LogLevel.Information);
    }

    /// <returns>The exit code: 0, or 1 when the server could not start.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        WebApplication? app = null;
        try
        {
            app = build();
            // Before the host does it: its services would stop it at the first section that is bad.
            app.Services.GetService<IStartupValidator>()?.Validate();
            await app.StartAsync();
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception) when (app?.Lifetime.ApplicationStarted.IsCancellationRequested is not true && Explain(exception) is { } explanation)
        {
            await Console.Error.WriteLineAsync(explanation);
            return 1;
        }
        finally
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private static string? Explain(Exception exception) => exception switch
    {
        StartupException => exception.Message,
        // The options of section X are the class XOptions: people know them as X:Option.
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures).Replace("Options.", ":", StringComparison.Ordinal),
        // More than one section has bad settings.
        AggregateException several => string.Join(Environment.NewLine, several.InnerExceptions.Select(inner => Explain(inner) ?? inner.Message)),
        // The configuration binder: a setting is not of its option's type, as in SongServer:Port=abc.
        InvalidOperationException { InnerException: ArgumentException or FormatException } => exception.Message,
        // Kestrel: the song port has its own words, so this is one of the health endpoint's.
        IOException { InnerException: AddressInUseException } => $"{exception.Message} Choose another port in ASPNETCORE_URLS.",
        _ => null,
    };
}
