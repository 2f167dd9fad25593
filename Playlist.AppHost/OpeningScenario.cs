using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Playlist.AppHost;

/// <summary>Plays the original project's scenario once, when everything is up, so that the first traces exist.</summary>
/// <remarks><c>Scenario:Enabled=false</c> leaves it out, and so does a music folder of the user's, which has other songs and artists.</remarks>
internal sealed partial class OpeningScenario(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    ILogger<OpeningScenario> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var name in new[] { "notifier", "client-1", "client-2", "client-3" })
        {
            await notifications.WaitForResourceHealthyAsync(name, stoppingToken);
        }

        await ExecuteAsync("client-1", Commands.PlaySong, stoppingToken, ("song", "Cruel Summer"));
        await ExecuteAsync("notifier", Commands.PublishUpdate, stoppingToken, ("artist", "Taylor Swift"), ("message", "New album released!"));
        await ExecuteAsync("notifier", Commands.PublishUpdate, stoppingToken, ("artist", "Sorry Ghost"), ("message", "New single out now!"));
        await ExecuteAsync("notifier", Commands.PublishUpdate, stoppingToken, ("artist", "HUNTRX"), ("message", "On tour this summer!"));
    }

    private async Task ExecuteAsync(string resourceName, string command, CancellationToken cancellationToken, params (string Name, string Value)[] arguments)
    {
        var resource = model.Resources.Single(resource => resource.Name == resourceName);
        var inputs = arguments.Select(argument => new InteractionInput { Name = argument.Name, InputType = InputType.Text, Value = argument.Value });

        var result = await commands.ExecuteCommandAsync(resource, command, new InteractionInputCollection([.. inputs]), cancellationToken);
        if (result.Success)
        {
            LogStep(logger, resourceName, command, string.Join(": ", arguments.Select(argument => argument.Value)));
        }
        else
        {
            LogFailedStep(logger, resourceName, command, result.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Resource} {Command}: {Arguments}")]
    private static partial void LogStep(ILogger logger, string resource, string command, string arguments);

    [LoggerMessage(2, LogLevel.Warning, "{Resource} {Command} failed: {Reason}")]
    private static partial void LogFailedStep(ILogger logger, string resource, string command, string? reason);
}

internal static class OpeningScenarioExtensions
{
    public static void AddOpeningScenario(this IDistributedApplicationBuilder builder)
    {
        var hasOwnMusic = builder.Resources.Any(resource => resource.Name == ProcessSettings.LibraryPath);
        if (builder.Configuration.GetValue("Scenario:Enabled", defaultValue: !hasOwnMusic))
        {
            builder.Services.AddHostedService<OpeningScenario>();
        }
    }
}
