using Playlist.Client.Songs;
using Playlist.Protocol.Songs;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Client.CommandLine;

/// <summary>Runs a command that ends by itself: its results go to standard output, everything else to standard error.</summary>
internal static class ClientHost
{
    /// <param name="settings">Configuration that goes before the environment's.</param>
    /// <param name="quiet">Whether the log stays off the terminal, which the command has for itself.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(
        IEnumerable<KeyValuePair<string, string?>> settings,
        bool quiet,
        Action<HostApplicationBuilder> add,
        Func<IServiceProvider, CancellationToken, Task<int>> main) =>
        Startup.RunAsync(
            () =>
            {
                var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
                builder.Configuration.AddInMemoryCollection(settings);
                builder.Logging.ClearProviders();
                if (!quiet)
                {
                    builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
                    // Configured levels, such as appsettings.json's, go before a minimum set here: so this is configuration too.
                    builder.Configuration["Logging:LogLevel:Default"] = nameof(LogLevel.Error);
                }

                builder.AddServiceDefaults();
                add(builder);
                return builder.Build();
            },
            (host, stopping) => ExplainAsync(() => main(host.Services, stopping), stopping));

    /// <summary>Runs a command that asks the song server, and succeeds unless that throws.</summary>
    public static Task<int> AskAsync(IEnumerable<KeyValuePair<string, string?>> settings, Func<SongClient, CancellationToken, Task> ask) =>
        RunAsync(
            settings,
            quiet: false,
            builder => builder.AddSongClient(),
            async (services, cancellationToken) =>
            {
                await ask(services.GetRequiredService<SongClient>(), cancellationToken);
                return ClientCommandLine.Succeeded;
            });

    private static async Task<int> ExplainAsync(Func<Task<int>> main, CancellationToken stopping)
    {
        try
        {
            return await main();
        }
        catch (Exception exception) when (exception is SongProtocolException or SongServerUnavailableException or IOException or InvalidDataException or UnauthorizedAccessException or StorageException)
        {
            await Console.Error.WriteLineAsync(TerminalText.Clean(exception.Message));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
        }

        return ClientCommandLine.Failed;
    }
}
