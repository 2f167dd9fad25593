using Xunit.Sdk;

namespace Aspire.Dashboard.BrowserTests.Browsing;

public sealed class TabTests(Browser browser) : BrowserTest(browser)
{
    [Theory]
    [InlineData("console.error('No such chart.')", "console: No such chart. (")]
    [InlineData("fetch('/missing')", "console: Failed to load resource: the server responded with a status of 404")]
    [InlineData("setTimeout(() => { throw new RangeError('Too many rows.') })", "script: RangeError: Too many rows.")]
    [InlineData("fetch('/broken').catch(() => {})", "request: GET http://127.0.0.1:")]
    [InlineData("fetch(location.href.replace('127.0.0.1', 'localhost'), { mode: 'no-cors' })", "other origin: GET http://localhost:")]
    public async Task TakeFaultAsync_tells_what_went_wrong(string script, string expected)
    {
        await using var site = await SmallSite.StartAsync("", Cancellation);
        var tab = await OpenAsync(site.Address);

        await tab.Page.EvaluateAsync($"() => {{ {script} }}");

        // A request that failed is on the console too.
        while (!(await tab.TakeFaultAsync(Cancellation)).StartsWith(expected, StringComparison.Ordinal))
        {
        }

        await tab.CloseAsync();
    }

    [Fact]
    public async Task CloseAsync_tells_of_nothing_when_the_page_only_warned_and_gave_a_request_up()
    {
        await using var site = await SmallSite.StartAsync("", Cancellation);
        var tab = await OpenAsync(site.Address);
        await tab.Page.EvaluateAsync("() => fetch('/')");
        await tab.Page.EvaluateAsync("() => { const stop = new AbortController(); const answer = fetch('/', { signal: stop.signal }); stop.abort(); return answer.catch(() => console.warn('Given up.')); }");

        var faults = await tab.CloseAsync();

        Assert.Empty(faults);
    }

    [Fact]
    public async Task OpenAsync_shares_no_storage_and_no_cookie_with_another_tab()
    {
        await using var site = await SmallSite.StartAsync("", Cancellation);
        var first = await OpenAsync(site.Address);
        await first.Page.EvaluateAsync("() => { localStorage.mine = 'kept'; document.cookie = 'mine=kept'; }");

        var second = await OpenAsync(site.Address);

        const string Kept = "() => (localStorage.mine ?? '') + document.cookie";
        Assert.Equal("keptmine=kept", await first.Page.EvaluateAsync<string>(Kept));
        Assert.Equal("", await second.Page.EvaluateAsync<string>(Kept));
    }

    [Fact]
    public async Task DisposeAsync_fails_the_test_and_keeps_the_page_when_something_went_wrong_in_it()
    {
        await using var site = await SmallSite.StartAsync("<p>Kept words", Cancellation);
        var test = new FaultyTest(Browser);
        await test.OpenAsync(site.Address, "() => console.error('No such chart.')");

        var failure = await Assert.ThrowsAsync<FailException>(async () => await test.DisposeAsync());

        Assert.Contains("No such chart.", failure.Message, StringComparison.Ordinal);
        var kept = Directory.GetFiles(Evidence, $"*{nameof(DisposeAsync_fails_the_test_and_keeps_the_page_when_something_went_wrong_in_it)}-1.*").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal([".html", ".png"], kept.Select(Path.GetExtension));
        Assert.Contains("Kept words", await File.ReadAllTextAsync(kept[0], Cancellation), StringComparison.Ordinal);
        Array.ForEach(kept, File.Delete);
    }

    private sealed class FaultyTest(Browser browser) : BrowserTest(browser)
    {
        public async Task OpenAsync(Uri address, string script)
        {
            var tab = await OpenAsync(address);
            await tab.Page.RunAndWaitForConsoleMessageAsync(() => tab.Page.EvaluateAsync(script));
        }
    }
}
