using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Playlist.Testing;

namespace Playlist.DistributedTests;

/// <summary>The full-screen console as a person uses it: in a terminal, with one key for each thing.</summary>
public sealed class ScreenTests(PlaylistApplication application) : IDisposable
{
    private const string Escape = "\e";
    private const int Columns = 110;
    private const int Rows = 20;

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("playlist-screen-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_song_is_found_and_played_and_what_others_do_is_seen()
    {
        await using var terminal = await OpenAsync(["--follow", "Taylor Swift"]);
        foreach (var song in PlaylistApplication.ReadCatalogue())
        {
            await RowAsync(terminal, song.Title);
        }

        await ListenAsync(terminal);
        await terminal.TypeAsync(":create Evening\r");
        await RowAsync(terminal, "No songs yet");
        await AddAsync("Evening", "Golden");
        await RowAsync(terminal, "playlist Evening: 1. Golden - HUNTRX added, 1 song now");
        await terminal.WaitForAsync(rows => rows.Any(row => row.StartsWith('>') && row.Contains("1.  Golden", StringComparison.Ordinal)), Cancellation);

        await PublishAsync("Taylor Swift", "New album released!");
        await RowAsync(terminal, "artist update: Taylor Swift: New album released!");
        await RowAsync(terminal, "4 Inbox (1)");
        await terminal.TypeAsync("4");
        await terminal.WaitForAsync(rows => rows.Any(row => row.StartsWith(">• Taylor Swift *", StringComparison.Ordinal)), Cancellation);

        await terminal.TypeAsync("/cruel");
        await terminal.WaitForAsync(rows => rows.Any(row => row.StartsWith('>') && row.Contains("Cruel Summer", StringComparison.Ordinal)) && rows[1].Contains("1 song", StringComparison.Ordinal), Cancellation);
        await terminal.TypeAsync("\r\r");
        await RowAsync(terminal, "Playing Cruel Summer - Taylor Swift");
        await terminal.TypeAsync(Escape);
        await RowAsync(terminal, "All songs");
        await RowAsync(terminal, "Box Breathing");
        await terminal.TypeAsync(":seek 6\r");
        await RowAsync(terminal, "Taylor Swift, at 0:06 of 0:12");
        await ScreenPicture.SaveAsync("console", terminal.Cells, Columns, Cancellation);

        await terminal.TypeAsync("4\r");
        await RowAsync(terminal, "1 update, 0 unread");
        await terminal.TypeAsync("3:delete\r");
        await RowAsync(terminal, "Evening is deleted");
        await terminal.TypeAsync("q");
        Assert.Equal(0, await terminal.WaitForExitAsync(Cancellation));
        Assert.Equal((false, true), terminal.Modes);
    }

    [Fact]
    public async Task An_update_that_came_before_is_in_the_inbox_of_a_client_with_a_name()
    {
        string[] options = ["--name", "screen", "--follow", "Sorry Ghost"];
        await using (var before = await OpenAsync(options))
        {
            await ListenAsync(before);
            await before.TypeAsync("q");
            Assert.Equal(0, await before.WaitForExitAsync(Cancellation));
        }

        await PublishAsync("Sorry Ghost", "Heard while nobody looked");

        await using var terminal = await OpenAsync(options);
        await RowAsync(terminal, "4 Inbox (1)");
        await terminal.TypeAsync("4");
        await RowAsync(terminal, "Heard while nobody looked");
    }

    [Fact]
    public async Task The_screen_gets_by_on_what_the_console_may_do_at_the_broker()
    {
        var broker = new Uri((await application.App.GetConnectionStringAsync("messaging", Cancellation))!);
        var administrator = Uri.UnescapeDataString(broker.UserInfo.Split(':')[1]);
        var password = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(administrator), "console"u8));

        await using var terminal = await OpenAsync(["--follow", "HUNTRX"], $"amqp://console:{password}@{broker.Authority}");
        await ListenAsync(terminal);
        await PublishAsync("HUNTRX", "Heard by the console");

        await RowAsync(terminal, "artist update: HUNTRX: Heard by the console");
    }

    public void Dispose() => _home.Delete(recursive: true);

    private async Task<PseudoTerminal> OpenAsync(string[] options, string? broker = null)
    {
        // A player that plays until it is told to end.
        var player = Path.Combine(_home.FullName, "ffplay");
        await File.WriteAllTextAsync(player, "#!/bin/sh\nexec sleep infinity\n", Cancellation);
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(player, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }

        var terminal = await application.OpenConsoleAsync(
            options,
            new Dictionary<string, string?> { ["PATH"] = $"{_home.FullName}:{Environment.GetEnvironmentVariable("PATH")}", ["TERM"] = "xterm-256color", ["NO_COLOR"] = null, ["Storage__Folder"] = _home.FullName },
            Cancellation,
            Columns,
            Rows,
            broker);
        await terminal.WaitForAsync(rows => rows.Any(row => row.StartsWith('>')), Cancellation);
        return terminal;
    }

    private static Task RowAsync(PseudoTerminal terminal, string text) => terminal.WaitForAsync(rows => rows.Any(row => row.Contains(text, StringComparison.Ordinal)), Cancellation);

    /// <summary>Waits until the console hears of whom it follows.</summary>
    private static Task ListenAsync(PseudoTerminal terminal) => terminal.WaitForAsync(rows => !rows[0].Contains("no broker", StringComparison.Ordinal), Cancellation);

    private async Task AddAsync(string playlist, string song)
    {
        await using var connection = await SongConnection.OpenAsync(application.SongServer, Cancellation);
        var known = await connection.AskAsync($$"""{"id":1,"op":"playlist","playlist":"{{playlist}}"}""", Cancellation);
        var version = known.GetProperty("playlist").GetProperty("version").GetInt64();
        var answer = await connection.AskAsync($$"""{"id":2,"op":"playlist.add","playlist":"{{playlist}}","version":{{version}},"songs":["{{song}}"]}""", Cancellation);
        Assert.True(answer.GetProperty("ok").GetBoolean());
    }

    private async Task PublishAsync(string artist, string message)
    {
        using var notifier = application.CreateHttpClient("notifier");
        using var response = await notifier.PostAsJsonAsync("/updates", new { artist, message }, Cancellation);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
