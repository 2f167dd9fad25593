using Aspire.Dashboard.BrowserTests.Pages;
using Aspire.Dashboard.ConsoleLogs;
using Aspire.Dashboard.Resources;
using Microsoft.Playwright;
using Playlist.Otlp;
using static Aspire.Dashboard.TestSupport.Received;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.MadeUpApplication;

/// <summary>Whatever processes write and name, the page shows it as text, and stays as wide as the window.</summary>
public sealed class HostileTextTests(Browser browser) : MadeUpTest(browser)
{
    private const string Markup = "<script>harmed = 1</script><img src=x onerror='harmed = 1'>";
    // Right-to-left embedding and override, never ended; a family of one letter; what is no letter; and a word that cannot be broken.
    private static readonly string Text = $"{Markup}\u202B\u202Eabc 👩‍👩‍👧‍👦 \u0001\uFFFE\"'&amp;{new string('x', 500)}";
    private static readonly AttributeList Attributes = Received.Attributes((Text, Text));

    [Fact]
    public async Task Each_page_shows_it_as_text()
    {
        Application.Resources = new ResourceList(Text, 2, [Resource()]);
        Application.Lines = [new ConsoleLine(1, Text, DateTime.UtcNow, IsError: true, $"\u001b[31m{Text}\u001b]8;;javascript:harmed=1\u0007{Text}")];
        Telemetry.Add([HostileSpan()]);
        Telemetry.Add([Log(Text, service: Text) with { Category = Text, Attributes = Attributes }]);
        Telemetry.Add([Metric(MetricKind.Gauge, Point(1, time: 0, Attributes)) with { Meter = Text, Name = Text, Unit = Text, Description = Text }]);
        var page = await OpenAsync("/");

        foreach (var path in new[] { "/", "/console", "/logs", "/traces", $"/traces/{TraceId}?span={SpanId(1)}", "/metrics" })
        {
            await page.GotoAsync(new Uri(Dashboard.Address, path).AbsoluteUri);
            await Expect(page.GetByRole(AriaRole.Main).GetByText("harmed = 1").Filter(new() { Visible = true }).First).ToBeVisibleAsync();
            Assert.True(await page.EvaluateAsync<bool>("() => globalThis.harmed === undefined && document.querySelector('main script, main img, a[href^=javascript]') === null"), path);
            Assert.True(await page.FitsItsWidthAsync(), path);
        }
    }

    [Fact]
    public async Task Form_details_and_outcome_show_it_as_text()
    {
        Application.Resources = new ResourceList(Text, 2, [Resource()]);
        Application.Outcome = new CommandOutcome(Success: false, Canceled: false, Text, Text, "Text", new Dictionary<string, IReadOnlyList<string>> { [Text] = [Text] });
        var page = await OpenAsync("/");

        await page.Rows("Resources").GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(page.Details().GetByText("harmed = 1").First).ToBeVisibleAsync();
        await page.Rows("Resources").GetByRole(AriaRole.Button).Nth(1).ClickAsync();
        var form = page.ShownDialog();
        await form.GetByRole(AriaRole.Textbox).PressAsync("Enter");
        await Expect(form.GetByLabel("Result")).ToContainTextAsync("harmed = 1");

        Assert.Equal("import", Assert.Single(Application.Executed).Command);
        Assert.True(await page.EvaluateAsync<bool>("() => globalThis.harmed === undefined && document.querySelector('main img, dialog img') === null"));
        Assert.True(await page.FitsItsWidthAsync());
    }

    private static ResourceView Resource()
    {
        var command = MadeUp.Command("import", confirmation: null, MadeUp.Argument(Text, "Text") with { Description = Text, Placeholder = Text });
        return new ResourceView(Text, Text, [MadeUp.Replica("server-x", command with { DisplayName = Text, Description = Text }) with
        {
            State = Text,
            StateStyle = Text,
            Health = "Unhealthy",
            HealthReports = [new HealthReportView(Text, "Unhealthy", Text, DateTime.UtcNow)],
            Urls = [new UrlView(Text, "javascript:harmed=1", Text, Inactive: false), new UrlView(Text, $"http://localhost/{Text}", Text, Inactive: false)],
            Properties = [new PropertyView(Text, Text)],
            Environment = [new PropertyView(Text, Text)],
        }]);
    }

    private static ReceivedSpan HostileSpan() => Span(1, parent: 2, name: Text, service: Text) with
    {
        Scope = Text,
        Failed = true,
        StatusMessage = Text,
        Attributes = Attributes,
        Events = [new SpanEvent(Text, BeginningNanoseconds, Attributes)],
        Links = [new SpanLink(OtherTraceId, SpanId(3), Attributes)],
    };
}
