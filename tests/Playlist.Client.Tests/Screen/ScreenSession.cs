using Playlist.Client.Songs;
using Playlist.Client.Tests.Playing;
using Playlist.Testing;

namespace Playlist.Client.Tests.Screen;

/// <summary>The full-screen console as a person has it: the program in a terminal.</summary>
internal sealed class ScreenSession : IAsyncDisposable
{
    public const string Escape = "\e";
    public const string Up = "\e[A";
    public const string Down = "\e[B";
    public const string Right = "\e[C";
    public const string Left = "\e[D";
    public const string End = "\e[F";
    public const string ControlC = "\u0003";

    private ScreenSession(PseudoTerminal terminal) => Terminal = terminal;

    public PseudoTerminal Terminal { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="player">Plays the songs; <see langword="null"/> is none.</param>
    /// <param name="environment">Beside what such a terminal has.</param>
    public static ScreenSession Start(string server, FakePlayer? player = null, string[]? options = null, (string Name, string? Value)[]? environment = null, int columns = 100, int rows = 24)
    {
        Assert.SkipUnless(PseudoTerminal.Missing is null, PseudoTerminal.Missing ?? "");
        var variables = new Dictionary<string, string?> { ["TERM"] = "xterm-256color", ["NO_COLOR"] = null };
        if (player is not null)
        {
            variables["PATH"] = $"{player.Folder}:{Environment.GetEnvironmentVariable("PATH")}";
        }

        foreach (var (name, value) in environment ?? [])
        {
            variables[name] = value;
        }

        return new ScreenSession(PseudoTerminal.Start(
            ["dotnet", "exec", typeof(SongClient).Assembly.Location, "console", "--server", server, "--broker", "amqp://localhost:1", .. options ?? []], variables, columns, rows));
    }

    public Task TypeAsync(string keys) => Terminal.TypeAsync(keys);

    /// <summary>Waits for a row with this text, and, if one is given, with another one.</summary>
    public Task RowAsync(string text, string also = "") =>
        Terminal.WaitForAsync(rows => rows.Any(row => row.Contains(text, StringComparison.Ordinal) && row.Contains(also, StringComparison.Ordinal)), Cancellation);

    /// <summary>Waits until no row has this text.</summary>
    public Task NoRowAsync(string text) => Terminal.WaitForAsync(rows => !rows.Any(row => row.Contains(text, StringComparison.Ordinal)), Cancellation);

    /// <summary>Waits until the chosen row has this text.</summary>
    public Task ChosenAsync(string text) => Terminal.WaitForAsync(rows => rows.Any(row => row.StartsWith('>') && row.Contains(text, StringComparison.Ordinal)), Cancellation);

    /// <summary>Waits until the program has ended, and has left the terminal as it was.</summary>
    public async Task EndedAsync()
    {
        Assert.Equal(0, await Terminal.WaitForExitAsync(Cancellation));
        await Terminal.WaitForAsync(_ => Terminal.Modes is (IsAlternate: false, IsCursorVisible: true), Cancellation);
    }

    public ValueTask DisposeAsync() => Terminal.DisposeAsync();
}
