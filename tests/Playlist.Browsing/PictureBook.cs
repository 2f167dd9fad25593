using Microsoft.Playwright;

namespace Playlist.Browsing;

/// <summary>Pictures of pages, each in light and in dark.</summary>
public sealed class PictureBook(string folder)
{
    /// <summary>Those of the README. They are renewed by <c>PICTURES=docs/pictures ./test.sh</c>; without that variable, they stay beside the tests.</summary>
    public static PictureBook Readme { get; } =
        new(Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } folder ? folder : Path.Combine(AppContext.BaseDirectory, "pictures"));

    /// <summary>Takes <paramref name="name"/>.png and <paramref name="name"/>-dark.png of what the window shows of the page.</summary>
    public Task SaveAsync(IPage page, string name) => page.InEachColorSchemeAsync(scheme => page.ScreenshotAsync(new()
    {
        Path = Path.Combine(folder, scheme == ColorScheme.Dark ? $"{name}-dark.png" : $"{name}.png"),
        Animations = ScreenshotAnimations.Disabled,
    }));
}
