using Microsoft.Playwright;

namespace Aspire.Dashboard.BrowserTests.Load;

/// <summary>How long the page lets its user wait, by its own clock, in milliseconds.</summary>
internal static class PageMeasurements
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public static Task WatchFramesAsync(IPage page) => page.EvaluateAsync("""
        () => {
            const watched = globalThis.watched = { longest: 0, last: performance.now() };
            requestAnimationFrame(function tick(now) {
                watched.longest = Math.max(watched.longest, now - watched.last);
                watched.last = now;
                requestAnimationFrame(tick);
            });
        }
        """);

    /// <returns>The longest time between two frames since <see cref="WatchFramesAsync"/>.</returns>
    public static Task<double> LongestFrameAsync(IPage page) => page.EvaluateAsync<double>("() => globalThis.watched.longest");

    /// <returns>From the last letter of the filter to a list in which all traces, and at least one, have that name: what the page waits for more letters is part of it.</returns>
    public static Task<double> FilterTracesAsync(IPage page, string name) => page.EvaluateAsync<double>("""
        text => new Promise(done => {
            const start = performance.now();
            const input = document.querySelector('main input[type=search]');
            input.value = text;
            input.dispatchEvent(new Event('input', { bubbles: true }));
            (function look() {
                const names = [...document.querySelectorAll('.traces .trace-name')];
                if (names.length > 0 && names.every(each => each.textContent === text)) done(performance.now() - start);
                else requestAnimationFrame(look);
            })();
        })
        """, name).WaitAsync(Deadline);

    /// <returns>From the click on the newest trace to its waterfall.</returns>
    public static Task<double> OpenTraceAsync(IPage page) => page.EvaluateAsync<double>("""
        () => new Promise(done => {
            const start = performance.now();
            document.querySelector('.traces a.row-main').click();
            (function look() {
                if (document.querySelector('.waterfall .span')) done(performance.now() - start);
                else requestAnimationFrame(look);
            })();
        })
        """).WaitAsync(Deadline);
}
