using System.Net.Sockets;
using Aspire.Dashboard.BrowserTests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.RealApplication;

public sealed class LogTests(Browser browser, RunningPlaylist playlist) : PlaylistTest(browser, playlist)
{
    private const string Table = "Structured logs";

    [Fact]
    public async Task Filters_leave_the_lines_of_a_level_of_a_resource_and_with_a_text()
    {
        await SendTooLongLineAsync();
        var page = await OpenAsync("/logs");
        var rows = page.Rows(Table);
        await Expect(rows.Filter(new() { HasText = "line_too_long" }).First).ToBeVisibleAsync();
        await PictureBook.Readme.SaveAsync(page, "logs");

        await page.GetByRole(AriaRole.Combobox, new() { Name = "Level" }).SelectOptionAsync("Warning and above");
        await Expect(rows.Filter(new() { HasText = "Info" })).ToHaveCountAsync(0);
        await Expect(rows.First).ToContainTextAsync("Warning");

        await page.GetByRole(AriaRole.Combobox, new() { Name = "Level" }).SelectOptionAsync("All levels");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Resource" }).SelectOptionAsync("client-2");
        await page.Search("Filter by text").FillAsync("NEW ALBUM");
        await Expect(rows.Filter(new() { HasNotText = "New album released!" })).ToHaveCountAsync(0);
        await Expect(rows.Filter(new() { HasNotText = "client-2" })).ToHaveCountAsync(0);
        await Expect(rows.First).ToContainTextAsync("Taylor Swift: New album released!");
    }

    [Fact]
    public async Task Log_line_leads_to_its_span_and_the_span_to_its_log_lines()
    {
        var message = $"Remix {Guid.NewGuid():N}";
        await Playlist.Client.PublishAsync("HUNTRX", message, Cancellation);
        var page = await OpenAsync($"/logs?text={message}");
        await page.Rows(Table).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Details().Fact("Attributes", "Artist")).ToHaveTextAsync("HUNTRX");
        await page.AssertAccessibleAsync();

        await page.Rows(Table).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.SelectedSpan()).ToContainTextAsync("process playlist.artist-updates");
        await Expect(page.Details().Fact("Span", "process")).ToHaveTextAsync("client-2");

        await page.Details().GetByRole(AriaRole.Link, new() { Name = "Log lines of this span" }).ClickAsync();
        await Expect(page.Heading("Structured logs")).ToBeVisibleAsync();
        await Expect(page.Rows(Table)).ToHaveCountAsync(1);
        await Expect(page.Rows(Table)).ToContainTextAsync(message);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the filter span" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the filter trace" }).ClickAsync();
        await Expect(page.Rows(Table).Nth(1)).ToBeVisibleAsync();
    }

    /// <summary>Makes the song server warn of a peer.</summary>
    private async Task SendTooLongLineAsync()
    {
        var server = await Playlist.Client.GetReplicaAsync("server", Cancellation);
        var endpoint = new Uri(server.Urls.Single(url => url.Name == "tcp").Url);
        using var connection = new TcpClient();
        await connection.ConnectAsync(endpoint.Host, endpoint.Port, Cancellation);
        var stream = connection.GetStream();
        var line = new byte[20_000];
        Array.Fill(line, (byte)'{');
        await stream.WriteAsync(line, Cancellation);
        // It answers before it closes the connection.
        await stream.ReadExactlyAsync(new byte[1], Cancellation);
    }
}
