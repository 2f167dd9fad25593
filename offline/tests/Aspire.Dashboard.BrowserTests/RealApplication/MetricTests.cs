using System.Text.RegularExpressions;
using Aspire.Dashboard.BrowserTests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.RealApplication;

public sealed partial class MetricTests(Browser browser, RunningPlaylist playlist) : PlaylistTest(browser, playlist)
{
    [Fact]
    public async Task Counter_is_a_line_over_time_and_the_same_values_are_a_table()
    {
        var page = await OpenAsync("/metrics");

        await page.GetByRole(AriaRole.Link, new() { Name = "playlist.server.audio.sent" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Show" }).SelectOptionAsync("Total");
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "Chart of 1 lines" })).ToBeVisibleAsync();
        await Expect(page.Rows("Values")).ToHaveCountAsync(1);
        await Expect(page.Rows("Values")).ToContainTextAsync(Bytes());

        await page.Button("As a table").ClickAsync();
        await Expect(page.Rows("Values of playlist.server.audio.sent").Filter(new() { HasTextRegex = Bytes() }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Histogram_is_its_percentiles_over_time()
    {
        var page = await OpenAsync("/metrics?meter=Playlist.Server&instrument=rpc.server.call.duration&seconds=60");

        var values = page.Rows("Values");
        await Expect(values).ToContainTextAsync(["p50", "p90", "p99"]);
        foreach (var value in await values.AllAsync())
        {
            await Expect(value).ToContainTextAsync(Duration());
        }

        await page.Button("As a table").ClickAsync();
        // Enough of them for a picture: a song is played each second.
        await Expect(page.Rows("Values of rpc.server.call.duration").Filter(new() { HasTextRegex = Duration() }).Nth(20)).ToBeAttachedAsync();
        await page.Button("As a table").ClickAsync();
        await PictureBook.Readme.SaveAsync(page, "metrics");
    }

    [Fact]
    public async Task Attribute_that_is_chosen_leaves_the_lines_that_have_it()
    {
        var page = await OpenAsync("/metrics?meter=Playlist.Client&instrument=rpc.client.call.duration");
        await Expect(page.Rows("Values").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Combobox, new() { Name = "error.type" }).SelectOptionAsync("song_not_found");

        await Expect(page).ToHaveURLAsync(new Regex(Regex.Escape("where=error.type%3Dsong_not_found")));
        await Expect(page.Rows("Values").First).ToContainTextAsync(Duration());
    }

    [GeneratedRegex("[0-9] (B|KiB|MiB)")]
    private static partial Regex Bytes();

    [GeneratedRegex("[0-9] (µs|ms|s)$")]
    private static partial Regex Duration();
}
