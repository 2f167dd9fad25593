using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Playlist.Server;

/// <summary>Runs the host, and tells a failed start in words instead of a stack trace.</summary>
internal static class Startup
{
    // The host logs a failed start, with its stack trace, in this category.
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>Leaves it to <see cref="RunToEndAsync"/> to tell why a start failed. What fails later is logged as ever.</summary>
    public static void ExplainFailedStart(this WebApplicationBuilder builder)
    {
        var started = false;
        builder.Services.AddOptions<HostOptions>().PostConfigure<IHostApplicationLifetime>((_, lifetime) => lifetime.ApplicationStarted.Register(() => started = true));
        builder.Logging.AddFilter(HostCategory, level => started && level >= LogLevel.Information);
    }

    /// <returns>The exit code: 0, or 1 when the server could not start.</returns>
    public static async Task<int> RunToEndAsync(this WebApplication app)
    {
        await using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch (Exception exception) when (Explain(exception) is { } explanation)
            {
                await Console.Error.WriteLineAsync(explanation);
                return 1;
            }

            await app.WaitForShutdownAsync();
            return 0;
        }
    }

    private static string? Explain(Exception exception) => exception switch
    {
        StartupException => exception.Message,
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
        // The configuration binder: a setting is not of its option's type, as in SongServer:Port=abc.
        InvalidOperationException { InnerException: ArgumentException or FormatException } => exception.Message,
        // Kestrel: the song port has its own words, so this is one of the health endpoint's.
        IOException { InnerException: AddressInUseException } => $"{exception.Message} Choose another port in ASPNETCORE_URLS.",
        _ => null,
    };
}
