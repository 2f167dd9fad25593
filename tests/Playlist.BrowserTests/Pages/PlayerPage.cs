using System.Text.Json;
using Microsoft.Playwright;

namespace Playlist.BrowserTests.Pages;

/// <summary>What a person sees of the page, and does there.</summary>
internal sealed class PlayerPage(IPage page)
{
    public IPage Page => page;

    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Rows => page.Locator("main [role=listitem]");

    public ILocator Playing => page.Locator("[data-playing]");

    public ILocator Player => page.GetByRole(AriaRole.Region, new() { Name = "Player" });

    public ILocator Toasts => page.Locator(".toast");

    public ILocator Bell => page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Inbox") });

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The control below everything, of which there may be namesakes above.</summary>
    public ILocator Control(string name) => Player.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public Task PlayAsync(string song) => page.GetByRole(AriaRole.Button, new() { Name = $"Play {song}", Exact = true }).ClickAsync();

    public async Task SearchAsync(string words)
    {
        await page.GetByRole(AriaRole.Searchbox).FillAsync(words);
    }

    /// <summary>Follows an artist, unless that is so already.</summary>
    public Task FollowAsync(string artist) => ToggleAsync(Button($"Follow {artist}"), Button($"Following {artist}"));

    /// <summary>Follows an artist no more, whoever did so before.</summary>
    public Task UnfollowAsync(string artist) => ToggleAsync(Button($"Following {artist}"), Button($"Follow {artist}"));

    private static async Task ToggleAsync(ILocator before, ILocator after)
    {
        await Assertions.Expect(before.Or(after)).ToBeVisibleAsync();
        if (await before.IsVisibleAsync())
        {
            await before.ClickAsync();
        }

        await Assertions.Expect(after).ToBeVisibleAsync();
    }

    /// <summary>The element that plays, or would.</summary>
    public Task<Audio> AudioAsync() => page.EvaluateAsync<JsonElement>(
        """
        () => {
          const playing = document.querySelector('[data-playing]')?.textContent;
          const audio = [...document.querySelectorAll('audio')].find(one => one.source?.title === playing);
          return audio ? { url: audio.src, position: audio.currentTime, paused: audio.paused, duration: audio.duration } : {};
        }
        """).ContinueWith(read => read.Result.Deserialize<Audio>(JsonSerializerOptions.Web)!, TaskScheduler.Default);

    /// <summary>Returns when the song is heard: the time of its audio goes on from here.</summary>
    /// <param name="beyond">The position that it is beyond, in seconds.</param>
    public async Task<Audio> HearAsync(string title, double beyond = 0)
    {
        await Assertions.Expect(Playing).ToHaveTextAsync(title);
        await page.WaitForFunctionAsync(
            """
            ([title, beyond]) => {
              const audio = [...document.querySelectorAll('audio')].find(one => one.source?.title === title && !one.paused);
              return audio && audio.currentTime > beyond;
            }
            """,
            new object[] { title, beyond });
        return await AudioAsync();
    }
}

/// <param name="Position">In seconds.</param>
/// <param name="Duration">In seconds.</param>
internal sealed record Audio(string? Url, double Position, bool Paused, double? Duration);
