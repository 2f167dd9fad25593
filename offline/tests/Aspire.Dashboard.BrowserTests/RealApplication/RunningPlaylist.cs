using System.Globalization;
using System.Text.RegularExpressions;
using Aspire.Dashboard.BrowserTests.Pages;
using Aspire.Hosting.TestSupport;
using Microsoft.Playwright;
using Playlist.Testing;

namespace Aspire.Dashboard.BrowserTests.RealApplication;

/// <summary>Playlist.AppHost as a process, healthy, with a listener and some updates published: once for all tests of it.</summary>
public sealed partial class RunningPlaylist(Browser browser) : IAsyncLifetime
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromMinutes(1);

    private readonly DashboardClient _client = new();
    private readonly CancellationTokenSource _stop = new();
    private AppHostProcess? _appHost;
    private Task _listening = Task.CompletedTask;

    /// <summary>The resources that run, as the page lists them. Behind them is the console, which is started by hand.</summary>
    public static IReadOnlyList<string> Resources { get; } = ["messaging", "server", "notifier", "client-1", "client-2", "client-3"];

    /// <summary>As the AppHost printed it, with the key.</summary>
    public Uri LoginAddress { get; private set; } = new("about:blank");

    internal DashboardClient Client => _client;

    public async ValueTask InitializeAsync()
    {
        // Its tests will be skipped.
        if (Chromium.Path is null)
        {
            return;
        }

        using var deadline = new CancellationTokenSource(StartDeadline);
        _appHost = AppHostProcess.Start("--Broker:Persistent=false");
        LoginAddress = await _appHost.WaitForDashboardAsync(deadline.Token);
        var tab = await browser.OpenAsync(LoginAddress);
        await Assertions.Expect(tab.Page.Rows("Resources").Filter(new() { HasTextRegex = RunningAndHealthy() }))
            .ToHaveCountAsync(Resources.Count, new() { Timeout = (float)StartDeadline.TotalMilliseconds });
        await _client.LogInAsync(LoginAddress, deadline.Token);
        foreach (var (artist, message) in Updates())
        {
            await _client.PublishAsync(artist, message, deadline.Token);
        }

        _listening = ListenAsync(_stop.Token);
        Assert.Empty(await tab.CloseAsync());
    }

    /// <param name="program">Part of its command line.</param>
    /// <returns>The id of the application's one process that runs it.</returns>
    public int FindProcess(string program) =>
        int.Parse(_appHost!.FindProcesses().Single(process => process.Contains(program, StringComparison.Ordinal)).Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>What a process was given when it started.</summary>
    public static IReadOnlyDictionary<string, string> ReadEnvironment(int processId) =>
        File.ReadAllText($"/proc/{processId}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _client.Dispose();
        if (_appHost is null)
        {
            return;
        }

        _appHost.Send(Processes.Interrupt);
        var left = await _appHost.WaitUntilNothingIsLeftAsync(StopDeadline, CancellationToken.None);
        Directory.CreateDirectory(BrowserTest.Evidence);
        await File.WriteAllTextAsync(Path.Combine(BrowserTest.Evidence, "Playlist.AppHost.log"), _appHost.Output);
        _appHost.Dispose();
        Assert.Empty(left);
    }

    private static IEnumerable<(string Artist, string Message)> Updates() =>
        [("Taylor Swift", "New album released!"), ("Sorry Ghost", "New single out now!"), ("HUNTRX", "On tour this summer!"), ("Nobody's Favourite", "Is anyone there?")];

    /// <summary>Plays a song each second, one in six of which is not there, so that there is something to see at any time.</summary>
    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        string[] songs = ["Cruel Summer", "Lover", "To The Creatures", "Cruel Summer", "Box Breathing", "No Such Song"];
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var i = 0; await timer.WaitForNextTickAsync(cancellationToken); i++)
        {
            await _client.PlayAsync("client-1", songs[i % songs.Length], cancellationToken);
        }
    }

    [GeneratedRegex("Running\\s*Healthy")]
    private static partial Regex RunningAndHealthy();
}
