using Microsoft.Playwright;
using Playlist.BrowserTests.Application;
using Playlist.BrowserTests.Pages;

namespace Playlist.BrowserTests.Flows;

public sealed class PlaylistTests(RunningPlaylist playlist, Browser browser) : PlayerTest(playlist, browser)
{
    private static string NewName() => $"Road trip {Guid.NewGuid():N}"[..18];

    [Fact]
    public async Task A_playlist_that_is_made_in_one_browser_is_seen_to_change_in_another()
    {
        var name = NewName();
        var mine = await OpenAsync();
        await mine.Button("Add Lover - Taylor Swift to a playlist").ClickAsync();
        var dialog = mine.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("New playlist").FillAsync(name);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        await Assertions.Expect(mine.Toasts).ToHaveTextAsync($"Lover is in {name} now.");

        var other = await OpenAsync(client: Playlist.OtherClient);
        await other.Link(name).ClickAsync();
        await Assertions.Expect(other.Heading).ToHaveTextAsync(name);
        await Assertions.Expect(other.Rows).ToHaveCountAsync(1);

        await mine.Button("Add Golden - HUNTRX to a playlist").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{name}") }).ClickAsync();
        await Assertions.Expect(other.Rows).ToHaveCountAsync(2);
        Assert.Equal(["Lover", "Golden"], await TitlesAsync(other));

        await other.Button("Move Golden up").ClickAsync();
        await mine.Link(name).ClickAsync();
        await Assertions.Expect(mine.Rows.First).ToContainTextAsync("Golden");

        await mine.Button("Rename").ClickAsync();
        var newName = mine.Page.GetByLabel("New name");
        await Assertions.Expect(newName).ToHaveValueAsync(name);
        await newName.FillAsync(name + "!");
        // What another writes meanwhile leaves alone what one types.
        await other.Button("Move Golden down").ClickAsync();
        await Assertions.Expect(mine.Rows.First).ToContainTextAsync("Lover");
        await Assertions.Expect(newName).ToHaveValueAsync(name + "!");
        await mine.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Assertions.Expect(other.Heading).ToHaveTextAsync(name + "!");

        await other.Button("Remove Golden from the playlist").ClickAsync();
        await Assertions.Expect(mine.Rows).ToHaveCountAsync(1);

        await mine.Button("Delete").ClickAsync();
        await mine.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new("^Delete") }).ClickAsync();
        await Assertions.Expect(mine.Heading).ToHaveTextAsync("Playlists");
        await Assertions.Expect(other.Page.GetByText("This playlist was deleted.")).ToBeVisibleAsync();
        await Assertions.Expect(other.Link(name + "!")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Songs_are_dragged_to_a_playlist_and_within_it_and_moved_by_the_keyboard()
    {
        var name = NewName();
        var page = await OpenAsync("playlists");
        await page.Page.GetByLabel("Name of the new playlist").FillAsync(name);
        await page.Button("Make a playlist").ClickAsync();
        await Assertions.Expect(page.Heading).ToHaveTextAsync(name);

        await page.Link("Songs").ClickAsync();
        await Assertions.Expect(page.Heading).ToHaveTextAsync("Songs");
        foreach (var song in (string[])["Lover", "Golden", "Take Down"])
        {
            await page.SearchAsync(song);
            await Assertions.Expect(page.Rows).ToHaveCountAsync(1);
            await Assertions.Expect(page.Rows.First).ToContainTextAsync(song);
            await page.Rows.First.DragToAsync(page.Link(name));
            await Assertions.Expect(page.Toasts.Filter(new() { HasText = $"{song} is in {name} now." })).ToBeVisibleAsync();
        }

        await page.Link(name).ClickAsync();
        await Assertions.Expect(page.Rows).ToHaveCountAsync(3);
        await page.Rows.Nth(2).DragToAsync(page.Rows.Nth(0));
        await Assertions.Expect(page.Rows.Nth(0)).ToContainTextAsync("Take Down");
        Assert.Equal(["Take Down", "Lover", "Golden"], await TitlesAsync(page));

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Play Golden - HUNTRX" }).PressAsync("Alt+ArrowUp");
        await Assertions.Expect(page.Rows.Nth(1)).ToContainTextAsync("Golden");
    }

    [Fact]
    public async Task A_file_is_imported_and_the_same_songs_are_exported()
    {
        var name = NewName();
        var page = await OpenAsync("playlists");
        await page.Page.GetByLabel("Import an M3U8 file").SetInputFilesAsync(new FilePayload
        {
            Name = $"{name}.m3u8",
            MimeType = "audio/x-mpegurl",
            Buffer = "#EXTM3U\n#EXTINF:12,Taylor Swift - Lover\nLover.mp3\nNobody has this.mp3\nGolden.mp3\n"u8.ToArray(),
        });

        await Assertions.Expect(page.Toasts).ToContainTextAsync("2 of 3 songs are in it.");
        await Assertions.Expect(page.Page.GetByText("Nobody has this.mp3")).ToBeVisibleAsync();
        await page.Link(name).ClickAsync();
        await Assertions.Expect(page.Rows).ToHaveCountAsync(2);

        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Link, new() { Name = "Export" }).ClickAsync());

        Assert.Equal($"{name}.m3u8", download.SuggestedFilename);
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), Cancellation);
        Assert.Equal(["Lover.mp3", "Golden.mp3"], lines.Where(line => !line.StartsWith('#')));
    }

    [Fact]
    public async Task A_name_that_is_taken_and_a_file_that_is_no_playlist_are_told_in_words()
    {
        var name = NewName();
        var page = await OpenAsync("playlists");
        await page.Page.GetByLabel("Name of the new playlist").FillAsync(name);
        await page.Button("Make a playlist").ClickAsync();
        await Assertions.Expect(page.Heading).ToHaveTextAsync(name);
        await page.Link("Playlists").ClickAsync();
        await Assertions.Expect(page.Heading).ToHaveTextAsync("Playlists");

        await page.Page.GetByLabel("Name of the new playlist").FillAsync(name);
        await page.Button("Make a playlist").ClickAsync();
        await Assertions.Expect(page.Toasts.Last).ToContainTextAsync(name);
        await page.Page.GetByLabel("Import an M3U8 file").SetInputFilesAsync(new FilePayload { Name = "cat.jpg", MimeType = "image/jpeg", Buffer = [0xFF, 0xD8, 0, 1, 2, 3] });
        await Assertions.Expect(page.Toasts.Last).ToContainTextAsync("cat.jpg cannot be imported.");
    }

    private static async Task<IReadOnlyList<string>> TitlesAsync(PlayerPage page) => await page.Rows.Locator(".title").AllTextContentsAsync();
}
