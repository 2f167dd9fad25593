using Aspire.Dashboard.Telemetry;
using Playlist.Otlp;
using static Aspire.Dashboard.TestSupport.Received;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.MadeUpApplication;

/// <summary>What had to make room is told where one would look for it.</summary>
public sealed class DroppedTests(Browser browser) : MadeUpTest(browser)
{
    private protected override TelemetryLimits Limits { get; } = new() { Spans = 2, Logs = 2, MetricPoints = 2 };

    [Theory]
    [InlineData("/traces", "2 traces", "2 traces, 1 older span dropped")]
    [InlineData("/logs", "2 lines", "2 lines, 1 older dropped")]
    [InlineData("/metrics", "1 instrument", "1 instrument, 1 older point dropped")]
    public async Task Page_tells_of_it(string path, string before, string after)
    {
        Add(1);
        Add(2);
        var page = await OpenAsync(path);
        await Expect(page.GetByText(before, new() { Exact = true })).ToBeVisibleAsync();

        Add(3);

        await Expect(page.GetByText(after, new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Trace_tells_of_its_own_spans()
    {
        Telemetry.Add([Span(1), Span(2, parent: 1), Span(3, parent: 1)]);

        var page = await OpenAsync($"/traces/{TraceId}");

        await Expect(page.GetByText("1 span was dropped to make room for newer ones.")).ToBeVisibleAsync();
    }

    private void Add(int number)
    {
        Telemetry.Add([Span(number, trace: $"{number:x32}")]);
        Telemetry.Add([Log()]);
        Telemetry.Add([Metric(MetricKind.Gauge, Point(number, time: number * Second))]);
    }
}
