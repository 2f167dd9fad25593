using System.Text.RegularExpressions;
using Aspire.Dashboard.BrowserTests.Pages;
using Aspire.Dashboard.BrowserTests.RealApplication;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.Load;

public sealed partial class LoadTests(Browser browser, RunningPlaylist playlist) : PlaylistTest(browser, playlist)
{
    private const int SpansPerSecond = 2000;
    private const int Seconds = 60;

    /// <summary>
    /// Of the AppHost's process: 256 MiB of telemetry and 6 times 16 MiB of console, as they are bounded, 128 MiB that it takes
    /// without any, and 32 MiB for what is on its way.
    /// </summary>
    private const double MaxResidentMiB = 512;

    [Fact]
    [Trait("Category", "Long")]
    public async Task Page_stays_usable_and_memory_bounded_while_2000_spans_a_second_arrive()
    {
        var page = await OpenAsync("/traces");
        var appHost = Playlist.FindProcess("Playlist.AppHost.dll");
        var environment = RunningPlaylist.ReadEnvironment(Playlist.FindProcess("Playlist.Server"));
        using var senders = new LoadSenders(environment["OTEL_EXPORTER_OTLP_ENDPOINT"], environment["OTEL_EXPORTER_OTLP_HEADERS"]);
        var before = ResidentMemory.Now(appHost);

        var sending = senders.SendAsync(traces: SpansPerSecond * Seconds / LoadSenders.SpansPerTrace, SpansPerSecond / LoadSenders.SpansPerTrace, Cancellation);
        await Expect(page.Rows("Traces").Filter(new() { HasText = LoadSenders.Roots[0] }).First).ToBeVisibleAsync();
        await PageMeasurements.WatchFramesAsync(page);
        var (filters, opened) = (new List<double>(), new List<double>());
        for (var i = 0; !sending.IsCompleted; i++)
        {
            filters.Add(await PageMeasurements.FilterTracesAsync(page, LoadSenders.Roots[i % LoadSenders.Roots.Count]));
            opened.Add(await PageMeasurements.OpenTraceAsync(page));
            await page.GoBackAsync();
            await Expect(page.Rows("Traces").First).ToBeVisibleAsync();
        }

        await sending;
        var (frame, most, after) = (await PageMeasurements.LongestFrameAsync(page), ResidentMemory.Most(appHost), ResidentMemory.Now(appHost));
        Report(
            $"While {SpansPerSecond:N0} spans a second arrived for {Seconds} s (and the application's own):",
            $"- a filter's list was shown after {Median(filters):N0} ms (median of {filters.Count}; longest {filters.Max():N0} ms), of which the page waits 250 ms for more letters",
            $"- a trace was shown {Median(opened):N0} ms after the click (longest {opened.Max():N0} ms)",
            $"- the longest gap between two frames was {frame:N0} ms",
            $"- the AppHost took {most:N0} MiB at most ({before:N0} MiB before, {after:N0} MiB at the end)");
        // No span got lost on the way: of the 120,000, those over the 100,000 that are kept were dropped, and the page says so.
        await page.Search("Filter by text").FillAsync("");
        await Expect(page.GetByText(AtLeast20000Dropped())).ToBeVisibleAsync();
        Assert.InRange(most, 1, MaxResidentMiB);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    [GeneratedRegex(" ([2-9][0-9]|[0-9]{3}),[0-9]{3} older spans dropped$")]
    private static partial Regex AtLeast20000Dropped();

    private static void Report(params string[] lines) => TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', lines));
}
