using System.CommandLine;
using Playlist.Client.Inbox;
using Playlist.Client.Messaging;
using Playlist.Client.Updates;
using Playlist.Protocol.Updates;

namespace Playlist.Client.CommandLine;

/// <summary><c>listen --follow ARTIST…</c>: each update as <c>Artist: message</c>, until it is interrupted.</summary>
internal static class ListenCommand
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    public static Command Create(CommonOptions common)
    {
        var follow = FollowOption(required: true);
        var command = new Command("listen", "Prints the updates of the artists that you follow, one line each, until you press Ctrl+C.") { follow };
        command.SetAction(parsed => ClientHost.RunAsync(
            [.. common.Read(parsed), .. Settings(parsed.GetValue(follow))],
            quiet: false,
            builder =>
            {
                builder.Logging.AddFilter(typeof(UpdateListener).FullName, LogLevel.Information);
                builder.Logging.AddFilter(typeof(BrokerListener).FullName, LogLevel.Information);
                builder.AddUpdateListener<Printer>();
            },
            (services, stopping) => ListenAsync(services.GetRequiredService<ListenerStatus>(), stopping)));
        return command;
    }

    /// <summary><c>--follow "Taylor Swift" "Sorry Ghost"</c></summary>
    public static Option<string[]> FollowOption(bool required)
    {
        var follow = new Option<string[]>("--follow") { Description = "The artists to follow.", HelpName = "artist", AllowMultipleArgumentsPerToken = true, Required = required };
        follow.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!UpdateText.IsValid(token.Value, UpdateText.MaxArtistLength, out var error))
                {
                    result.AddError($"An artist {error}");
                }
            }
        });
        return follow;
    }

    public static IEnumerable<KeyValuePair<string, string?>> Settings(string[]? follow) =>
        (follow ?? []).Select((artist, i) => KeyValuePair.Create($"{UpdateListenerOptions.SectionName}:{nameof(UpdateListenerOptions.Follow)}:{i}", (string?)artist));

    /// <summary>A broker that is not there from the start is a failure; one that is lost later is waited for.</summary>
    private static async Task<int> ListenAsync(ListenerStatus status, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(ConnectTimeout);
        try
        {
            while (!status.IsListening)
            {
                await status.Changed.WaitAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(status.Problem ?? "The broker does not answer.");
            return ClientCommandLine.Failed;
        }
        catch (OperationCanceledException)
        {
            return ClientCommandLine.Succeeded;
        }

        var stopped = new TaskCompletionSource();
        await using var registration = stopping.Register(stopped.SetResult);
        await stopped.Task;
        return ClientCommandLine.Succeeded;
    }

    private sealed class Printer : IUpdateHandler
    {
        public Task HandleAsync(ArtistUpdate update, CancellationToken cancellationToken) =>
            Console.Out.WriteLineAsync(TerminalText.Clean($"{update.Artist}: {update.Message}"));

        public Task TellAsync(Dropped dropped, CancellationToken cancellationToken) =>
            Console.Error.WriteLineAsync(TerminalText.Clean($"{dropped.Artist}: {InboxText.Of(dropped)}."));
    }
}
