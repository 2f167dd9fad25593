using System.Net.Http.Json;
using System.Text.Json;

namespace Playlist.AppHost;

/// <summary>What a person can do to a resource from the dashboard.</summary>
internal static class Commands
{
    public const string PublishUpdate = "publish-update";
    public const string DeadLetters = "dead-letters";
    public const string SendDeadLetters = "send-dead-letters";
    public const string PlaySong = "play-song";
    public const string Rescan = "rescan";
    public const string StopScan = "stop-scan";

    // A command starts a trace of its own, in the process it calls: the AppHost exports none.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });

    public static IResourceBuilder<ProjectResource> WithPublishUpdateCommand(this IResourceBuilder<ProjectResource> notifier) =>
        notifier.WithRequestCommand(PublishUpdate, "Publish update", HttpMethod.Post, "/updates", new CommandOptions
        {
            Description = "Tells everyone who follows an artist. It is accepted at once, and published when RabbitMQ is there.",
            IconName = "Megaphone",
            IsHighlighted = true,
            Arguments =
            [
                new InteractionInput { Name = "artist", Label = "Artist", InputType = InputType.Text, Required = true, MaxLength = 200 },
                new InteractionInput { Name = "message", Label = "Message", InputType = InputType.Text, Required = true, MaxLength = 2000 },
            ],
        });

    public static IResourceBuilder<ProjectResource> WithDeadLetterCommands(this IResourceBuilder<ProjectResource> notifier) =>
        notifier
            .WithRequestCommand(DeadLetters, "Dead letters", HttpMethod.Get, "/dead-letters", new CommandOptions
            {
                Description = "Lists the updates that a client could not handle, and why.",
                IconName = "MailAlert",
            })
            .WithRequestCommand(SendDeadLetters, "Send dead letters", HttpMethod.Post, "/dead-letters/send-again", new CommandOptions
            {
                Description = "Sends the dead letters again, each to the client that could not handle it.",
                IconName = "MailArrowUp",
            });

    public static IResourceBuilder<ProjectResource> WithPlaySongCommand(this IResourceBuilder<ProjectResource> client) =>
        client.WithRequestCommand(PlaySong, "Play song", HttpMethod.Post, "/play", new CommandOptions
        {
            Description = "Requests a song from the song server and receives it whole.",
            IconName = "Play",
            IsHighlighted = true,
            Arguments = [new InteractionInput { Name = "song", Label = "Song", InputType = InputType.Text, Required = true, MaxLength = 500 }],
        });

    public static IResourceBuilder<ProjectResource> WithScanCommands(this IResourceBuilder<ProjectResource> server) =>
        server
            .WithRequestCommand(Rescan, "Rescan library", HttpMethod.Post, "/library/scan", new CommandOptions
            {
                Description = "Looks through the library's whole folder for songs that are new, changed or gone.",
                IconName = "ArrowSync",
            })
            .WithRequestCommand(StopScan, "Stop scan", HttpMethod.Delete, "/library/scan", new CommandOptions
            {
                Description = "Ends the scan that is running; what it has found stays.",
                IconName = "RecordStop",
            });

    /// <summary>The command's arguments are the members of the JSON body it sends, but with GET, which has none.</summary>
    private static IResourceBuilder<ProjectResource> WithRequestCommand(this IResourceBuilder<ProjectResource> resource, string name, string displayName, HttpMethod method, string path, CommandOptions options)
    {
        var endpoint = resource.GetEndpoint("http");

        return resource.WithCommand(name, displayName, async context =>
        {
            using var request = new HttpRequestMessage(method, endpoint.Url + path);
            if (method != HttpMethod.Get)
            {
                request.Content = JsonContent.Create(context.Arguments.ToDictionary(argument => argument.Name, argument => argument.Value));
            }

            try
            {
                using var response = await Http.SendAsync(request, context.CancellationToken);
                var answer = await response.Content.ReadAsStringAsync(context.CancellationToken);
                return response.IsSuccessStatusCode
                    ? CommandResults.Success($"{displayName}: done.", answer, CommandResultFormat.Json)
                    : CommandResults.Failure(Problem(answer) ?? $"{context.ResourceName} answered {(int)response.StatusCode}.");
            }
            catch (HttpRequestException exception)
            {
                return CommandResults.Failure($"{context.ResourceName} does not answer ({exception.Message}). Is it running?");
            }
        }, options);
    }

    /// <summary>The words of a problem details answer (RFC 9457): its detail, and each field's errors.</summary>
    private static string? Problem(string answer)
    {
        try
        {
            using var problem = JsonDocument.Parse(answer);
            if (problem.RootElement.TryGetProperty("errors", out var errors))
            {
                return string.Join(' ', errors.EnumerateObject().SelectMany(field => field.Value.EnumerateArray()).Select(error => error.GetString()));
            }

            return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
