using System.Net.Http.Json;
using Playlist.Testing;

namespace Playlist.DistributedTests;

/// <summary>The line console as a person uses it: in a terminal, typing.</summary>
public sealed class ConsoleTests(PlaylistApplication application) : IDisposable
{
    private const string Question = "Which song do you want to play?: ";

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("playlist-console-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What the player was given last.</summary>
    private string Played => Path.Combine(_home.FullName, "played");

    [Fact]
    public async Task The_originals_scenario_is_played_at_the_console()
    {
        await using var terminal = await OpenAsync("Taylor Swift", "Sorry Ghost");
        var catalogue = PlaylistApplication.ReadCatalogue();
        foreach (var (song, number) in catalogue.Select((song, index) => (song, index + 1)))
        {
            await terminal.WaitForAsync(lines => lines.Contains($"{number}. {song.Title} - {song.Artist}"), Cancellation);
        }

        await AssertPlaysAsync(terminal, "2", "Cruel Summer");
        await AssertPlaysAsync(terminal, "how it's done", "How It's Done");
        await AssertPlaysAsync(terminal, "Box Breathing - Sorry Ghost", "Box Breathing");

        await terminal.TypeAsync("Cruel Sumer\r");
        await terminal.WaitForAsync(lines => lines.Any(line => line.Contains("Did you mean 'Cruel Summer'?", StringComparison.Ordinal)), Cancellation);

        await terminal.TypeAsync("quit\r");
        Assert.Equal(0, await terminal.WaitForExitAsync(Cancellation));
    }

    [Fact]
    public async Task An_update_appears_above_what_is_being_typed()
    {
        await using var terminal = await OpenAsync("Taylor Swift", "Sorry Ghost");
        await ListenAsync(terminal, "You follow: Taylor Swift, Sorry Ghost.");
        await terminal.TypeAsync("lov");
        await terminal.WaitForAsync(lines => lines[^1] == Question + "lov", Cancellation);

        await PublishAsync("HUNTRX", "Not for this one");
        await PublishAsync("Taylor Swift", "Seen while typing");

        await terminal.WaitForAsync(lines => lines.Contains("artist update: Taylor Swift: Seen while typing") && lines[^1] == Question + "lov", Cancellation);
        Assert.DoesNotContain(terminal.Lines, line => line.Contains("Not for this one", StringComparison.Ordinal));
        await AssertPlaysAsync(terminal, "er", "Lover");

        await terminal.TypeAsync("follow HUNTRX\r");
        await terminal.WaitForAsync(lines => lines.Contains("You follow HUNTRX."), Cancellation);
        await PublishAsync("HUNTRX", "For this one too");
        await terminal.WaitForAsync(lines => lines.Contains("artist update: HUNTRX: For this one too"), Cancellation);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_server_and_a_broker_that_are_lost_are_said_once_and_again_when_they_are_back()
    {
        await using var terminal = await OpenAsync("Taylor Swift");

        foreach (var (resource, lost, back) in new[] { ("server", "The song server at ", " is back. Its songs: songs"), ("messaging", "Updates wait until it is back.", "The broker is back") })
        {
            await application.ExecuteAsync(resource, KnownResourceCommands.StopCommand, Cancellation);
            await terminal.WaitForAsync(lines => lines.Any(line => line.Contains(lost, StringComparison.Ordinal)), Cancellation);
            await application.ExecuteAsync(resource, KnownResourceCommands.StartCommand, Cancellation);
            await terminal.WaitForAsync(lines => lines.Any(line => line.Contains(back, StringComparison.Ordinal)), Cancellation);
            Assert.Single(terminal.Lines, line => line.Contains(lost, StringComparison.Ordinal) && !line.Contains(back, StringComparison.Ordinal));
        }

        foreach (var resource in new[] { "server", "messaging", "notifier" }.Concat(PlaylistApplication.Clients))
        {
            await application.WaitForHealthAsync(resource, Cancellation);
        }
    }

    public void Dispose() => _home.Delete(recursive: true);

    private async Task<PseudoTerminal> OpenAsync(params string[] follow)
    {
        // A player that keeps what it is given, so that the test can look at it.
        var player = Path.Combine(_home.FullName, "ffplay");
        await File.WriteAllTextAsync(player, "#!/bin/sh\nfor file; do :; done\ncp \"$file\" \"$PLAYED.part\" && mv \"$PLAYED.part\" \"$PLAYED\"\n", Cancellation);
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(player, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var terminal = await application.OpenConsoleAsync(
            ["--lines", "--follow", .. follow],
            new Dictionary<string, string?> { ["PATH"] = $"{_home.FullName}:{Environment.GetEnvironmentVariable("PATH")}", ["PLAYED"] = Played },
            Cancellation);
        await terminal.WaitForAsync(lines => lines[^1] == Question, Cancellation);
        return terminal;
    }

    /// <summary>Asks whom the console follows, until it hears of them.</summary>
    private static async Task ListenAsync(PseudoTerminal terminal, string answer)
    {
        for (var asked = 1; !terminal.Lines.Contains(answer); asked++)
        {
            await terminal.TypeAsync("follow\r");
            await terminal.WaitForAsync(lines => lines.Count(line => line.StartsWith(answer, StringComparison.Ordinal)) == asked && lines[^1] == Question, Cancellation);
        }
    }

    private async Task AssertPlaysAsync(PseudoTerminal terminal, string typed, string title)
    {
        File.Delete(Played);
        var file = PlaylistApplication.FindTune(title);
        await terminal.TypeAsync(typed + "\r");

        await terminal.WaitForAsync(lines => lines.Contains($"server response: Playing song: {title}"), Cancellation);
        await Eventually.GetAsync(_ => Task.FromResult(File.Exists(Played) ? Played : null), $"the player to be given {title}", Cancellation);
        Assert.Equal(await File.ReadAllBytesAsync(file, Cancellation), await File.ReadAllBytesAsync(Played, Cancellation));
        await terminal.WaitForAsync(lines => lines[^1] == Question, Cancellation);
    }

    private async Task PublishAsync(string artist, string message)
    {
        using var notifier = application.CreateHttpClient("notifier");
        using var response = await notifier.PostAsJsonAsync("/updates", new { artist, message }, Cancellation);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
