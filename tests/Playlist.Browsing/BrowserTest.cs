using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Playlist.Browsing;

/// <summary>A test with tabs. It also fails when something went wrong in one of them; of a failed test, the pages are kept in TestResults.</summary>
public abstract partial class BrowserTest(Browser browser) : IAsyncDisposable
{
    private readonly List<Tab> _tabs = [];

    public static string Evidence { get; } = Path.Combine(AppContext.BaseDirectory, "TestResults");

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected Browser Browser { get; } = browser;

    public virtual async ValueTask DisposeAsync()
    {
        var failed = TestContext.Current.TestState?.Result is TestResult.Failed || _tabs.Exists(tab => tab.HasFaults);
        var faults = new List<string>();
        foreach (var (index, tab) in _tabs.Index())
        {
            if (failed && !tab.Page.IsClosed)
            {
                faults.AddRange(await KeepAsync(tab, index));
            }

            faults.AddRange(await tab.CloseAsync());
        }

        GC.SuppressFinalize(this);
        if (faults.Count > 0)
        {
            Assert.Fail(string.Join('\n', faults));
        }
    }

    protected async Task<Tab> OpenAsync(Uri address)
    {
        var tab = await Browser.OpenAsync(address);
        _tabs.Add(tab);
        return tab;
    }

    /// <returns>Why the page could not be kept.</returns>
    private static async Task<IEnumerable<string>> KeepAsync(Tab tab, int index)
    {
        var name = NotInAFileName().Replace(TestContext.Current.Test!.TestDisplayName, "_");
        var path = Path.Combine(Evidence, $"{name[..Math.Min(name.Length, 200)]}-{index + 1}");
        Directory.CreateDirectory(Evidence);
        try
        {
            await tab.SaveAsync(path);
            TestContext.Current.TestOutputHelper?.WriteLine($"The page is kept in {path}.png and .html.");
            return [];
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            return [$"The page could not be kept: {exception.Message}"];
        }
    }

    [GeneratedRegex(@"[^\w.-]+")]
    private static partial Regex NotInAFileName();
}
