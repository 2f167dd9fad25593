using Microsoft.Playwright;

namespace Playlist.Browsing;

public static class ColorSchemes
{
    /// <summary>Does something with the page in light, then in dark; it is light again afterwards.</summary>
    public static async Task InEachColorSchemeAsync(this IPage page, Func<ColorScheme, Task> action)
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            // What a script draws, such as a chart, it draws anew in the next frame.
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            await action(scheme);
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
