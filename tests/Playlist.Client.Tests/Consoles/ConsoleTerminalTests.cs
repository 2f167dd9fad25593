using Playlist.Client.Songs;
using Playlist.Client.Tests.Playing;
using Playlist.Client.Tests.Songs;
using Playlist.Testing;

namespace Playlist.Client.Tests.Consoles;

/// <summary>The console as a person has it: the program in a terminal.</summary>
public sealed class ConsoleTerminalTests : IAsyncDisposable
{
    private const string Question = "Which song do you want to play?: ";
    private const string ControlC = "\u0003";

    private readonly FakeSongServer _server = new("Cruel Summer", "Golden", "Lover");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Songs_go_on_above_what_is_being_typed_and_end_with_the_client()
    {
        Assert.SkipUnless(PseudoTerminal.Missing is null, PseudoTerminal.Missing ?? "");
        using var player = new FakePlayer();
        await using var terminal = PseudoTerminal.Start(
            ["dotnet", "exec", typeof(SongClient).Assembly.Location, "console", "--lines", "--server", _server.Address, "--broker", "amqp://localhost:1"],
            new Dictionary<string, string?> { ["PATH"] = $"{player.Folder}:{Environment.GetEnvironmentVariable("PATH")}" });
        await terminal.WaitForAsync(lines => lines.Contains("3. Lover - Taylor Swift") && lines[^1] == Question, Cancellation);

        await terminal.TypeAsync("play\r");
        await terminal.WaitForAsync(lines => lines.Contains("Playing 1 of 3: Cruel Summer - Taylor Swift, 3:41") && lines[^1] == Question, Cancellation);
        await player.StartedAsync(1, Cancellation);
        await terminal.TypeAsync("no");
        await terminal.WaitForAsync(lines => lines[^1] == Question + "no", Cancellation);
        await player.EndAsync();
        await terminal.WaitForAsync(lines => lines.Contains("Playing 2 of 3: Golden - Taylor Swift, 3:41") && lines[^1] == Question + "no", Cancellation);
        await terminal.TypeAsync("w\r");
        await terminal.WaitForAsync(lines => lines.Any(line => line.StartsWith("Playing 2 of 3: Golden - Taylor Swift, at 0:", StringComparison.Ordinal)), Cancellation);

        var (process, _, file) = await player.StartedAsync(2, Cancellation);
        await terminal.TypeAsync(ControlC);
        Assert.Equal(0, await terminal.WaitForExitAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.False(File.Exists(file));
    }
}
