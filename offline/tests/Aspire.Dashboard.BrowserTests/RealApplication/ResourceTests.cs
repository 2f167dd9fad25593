using System.Globalization;
using System.Text.RegularExpressions;
using Aspire.Dashboard.BrowserTests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.RealApplication;

public sealed partial class ResourceTests(Browser browser, RunningPlaylist playlist) : PlaylistTest(browser, playlist)
{
    [Fact]
    public async Task Page_lists_each_resource_running_and_healthy_with_its_addresses()
    {
        var page = await OpenAsync("/");

        await Expect(page.Rows("Resources").GetByRole(AriaRole.Rowheader)).ToHaveTextAsync([.. RunningPlaylist.Resources, "console"]);
        foreach (var resource in RunningPlaylist.Resources)
        {
            await Expect(page.Resource(resource)).ToContainTextAsync(RunningAndHealthy());
            await Expect(page.Resource(resource).GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", Address());
        }

        await Expect(page.GetByText("6 of 7 running")).ToBeVisibleAsync();
        await PictureBook.Readme.SaveAsync(page, "resources");
    }

    [Fact]
    public async Task Server_that_is_stopped_and_started_again_is_shown_so_without_a_reload()
    {
        var page = await OpenAsync("/");
        var server = page.Resource("server");
        var restarts = int.Parse(await server.Locator(".restarts").InnerTextAsync(), CultureInfo.InvariantCulture);
        await page.EvaluateAsync("() => { globalThis.neverReloaded = true; }");

        await page.Button("Stop server").ClickAsync();
        await Expect(server).ToContainTextAsync("Finished");
        await Expect(page.GetByText("5 of 7 running")).ToBeVisibleAsync();

        await page.Button("Start server").ClickAsync();
        await Expect(server).ToContainTextAsync(RunningAndHealthy());
        await Expect(server.Locator(".restarts")).ToHaveTextAsync($"{restarts + 1}");
        Assert.True(await page.EvaluateAsync<bool>("() => globalThis.neverReloaded"));
    }

    [Fact]
    public async Task Details_tell_what_a_process_was_given_and_hide_its_values_until_asked()
    {
        var page = await OpenAsync("/");

        await page.Button("client-2").ClickAsync();

        var name = page.Details().Fact("Environment", "OTEL_SERVICE_NAME");
        await Expect(name).Not.ToContainTextAsync("client-2");
        await name.GetByRole(AriaRole.Button, new() { Name = "Show OTEL_SERVICE_NAME" }).ClickAsync();
        await Expect(name).ToContainTextAsync("client-2");
        await Expect(page.Details().Fact("Health", "client-2_http_/health_200_check")).ToContainTextAsync("Healthy");
    }

    [GeneratedRegex("Running\\s*Healthy")]
    private static partial Regex RunningAndHealthy();

    [GeneratedRegex("^http://localhost:[0-9]+/?$")]
    private static partial Regex Address();
}
