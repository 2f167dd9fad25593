using System.CommandLine;
using Playlist.Client.Inbox;
using Playlist.Client.Updates;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Client.CommandLine;

/// <summary><c>updates [--unread] [--since 2h] --name NAME</c>: from the inbox's file, whether or not a client runs that fills it.</summary>
internal static class UpdatesCommand
{
    public static Command Create(CommonOptions common)
    {
        var unread = new Option<bool>("--unread") { Description = "Only those that were not listed yet." };
        var since = new Option<string>("--since") { Description = $"Only those since then: {InboxText.SinceExample}.", HelpName = "when" };
        since.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !InboxText.TryParseSince(token.Value, TimeProvider.System.GetUtcNow(), out _))
            {
                result.AddError($"'{token.Value}' is no time: {InboxText.SinceExample}.");
            }
        });
        var command = new Command("updates", "Lists the updates that the client of a name has heard, one line each: artist, message, time, with tabs between them. They are read then.") { unread, since };
        command.SetAction(parsed => ClientHost.RunAsync(
            common.Read(parsed),
            quiet: false,
            AddExistingInbox,
            async (services, cancellationToken) =>
            {
                var query = new InboxQuery(
                    parsed.GetValue(unread),
                    parsed.GetValue(since) is { } when && InboxText.TryParseSince(when, services.GetRequiredService<TimeProvider>().GetUtcNow(), out var time) ? time : null);
                await services.GetRequiredService<IInbox>().ShowAsync(query, Console.WriteLine, cancellationToken);
                return ClientCommandLine.Succeeded;
            }));
        return command;
    }

    private static void AddExistingInbox(HostApplicationBuilder builder)
    {
        var client = builder.Configuration[$"{UpdateListenerOptions.SectionName}:{nameof(UpdateListenerOptions.Name)}"] ?? throw new StartupException(InboxReading.NoName);
        var file = InboxFile.Of(client, builder.Configuration.GetSection(StorageOptions.SectionName).Get<StorageOptions>() ?? new StorageOptions()).File;
        if (!File.Exists(file))
        {
            throw new StartupException(TerminalText.Clean($"'{client}' has heard nothing yet: there is no {file}."));
        }

        // What is wrong with the file, the command itself says.
        builder.Logging.AddFilter("Playlist.ServiceDefaults.Storage", LogLevel.None);
        builder.AddInbox();
    }
}
