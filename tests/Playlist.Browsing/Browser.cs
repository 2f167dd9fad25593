using Microsoft.Playwright;
using Playlist.Testing;

namespace Playlist.Browsing;

/// <summary>One headless Chromium for all tests, with a home folder of its own. None of its processes outlives the tests.</summary>
/// <remarks>An assembly of tests shares it: <c>[assembly: AssemblyFixture(typeof(Browser))]</c>.</remarks>
public sealed class Browser : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    // The programs that a test starts have the same home, and may end later.
    private const string MarkVariable = "PLAYLIST_BROWSER";

    private readonly string _mark = $"{Guid.NewGuid():N}";
    private readonly PrivateFolders _folders = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is null)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout((float)Deadline.TotalMilliseconds);
        // Playwright's driver inherits it, and the browser from there.
        Environment.SetEnvironmentVariable(MarkVariable, _mark);
        _playwright = await Playwright.CreateAsync();
        Environment.SetEnvironmentVariable(MarkVariable, null);
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium.Path,
            // Chromium refuses to run as root in its sandbox.
            ChromiumSandbox = !Environment.IsPrivilegedProcess,
            // Playwright itself switches off what would talk to the network on its own: updates, sync, safe browsing.
            // Whether a page may play before somebody has touched it is the browser's to guess: here, it may.
            Args = ["--disable-gpu", "--disable-quic", "--autoplay-policy=no-user-gesture-required"],
        });
    }

    /// <summary>Opens a page in a context of its own: it shares no cookie and no storage with another.</summary>
    /// <remarks>Skips the test when there is no Chromium.</remarks>
    public async Task<Tab> OpenAsync(Uri address)
    {
        Assert.SkipWhen(_browser is null, Chromium.HowToInstall);

        var context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = 1280, Height = 800 },
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-US",
            TimezoneId = "UTC",
        });
        context.SetDefaultTimeout((float)Deadline.TotalMilliseconds);
        var tab = new Tab(context, await context.NewPageAsync(), address);
        await tab.Page.GotoAsync(address.AbsoluteUri);
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        var left = await Processes.WaitUntilNoneHasAsync($"{MarkVariable}={_mark}", Deadline, CancellationToken.None);
        _folders.Dispose();
        Assert.Empty(left);
    }
}
