using System.Security.Cryptography;
using Microsoft.Playwright;
using Playlist.BrowserTests.Application;

namespace Playlist.BrowserTests.Flows;

public sealed class PlayingTests(RunningPlaylist playlist, Browser browser) : PlayerTest(playlist, browser)
{
    [Fact]
    public async Task A_song_is_found_as_one_types_played_and_heard_and_its_bytes_are_the_files()
    {
        var page = await OpenAsync();
        await page.SearchAsync("cruel");
        await Assertions.Expect(page.Rows).ToHaveCountAsync(1);

        await page.PlayAsync("Cruel Summer - Taylor Swift");

        var audio = await page.HearAsync("Cruel Summer", beyond: 0.2);
        await Assertions.Expect(page.Page).ToHaveTitleAsync("▶ Cruel Summer - Taylor Swift");
        var hash = await page.Page.EvaluateAsync<string>(
            """
            async url => [...new Uint8Array(await crypto.subtle.digest('SHA-256', await (await fetch(url)).arrayBuffer()))].map(byte => byte.toString(16).padStart(2, '0')).join('')
            """,
            audio.Url);
        var file = await File.ReadAllBytesAsync(Path.Combine(Playlist.Music.FullName, "Cruel Summer.mp3"), Cancellation);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), hash);
        Assert.Equal("Cruel Summer by Taylor Swift", await page.Page.EvaluateAsync<string>("() => `${navigator.mediaSession.metadata.title} by ${navigator.mediaSession.metadata.artist}`"));
    }

    [Fact]
    public async Task Seeking_goes_anywhere_in_a_song_that_was_not_fetched_yet()
    {
        var page = await OpenAsync();
        await page.PlayAsync($"{MusicFolder.LongSong} - {MusicFolder.Quiet}");
        await page.HearAsync(MusicFolder.LongSong);

        await page.Page.GetByRole(AriaRole.Slider, new() { Name = "Position" }).FillAsync("500");
        await page.HearAsync(MusicFolder.LongSong, beyond: 500.2);
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Heading.FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await page.HearAsync(MusicFolder.LongSong, beyond: 495.1);

        Assert.InRange((await page.AudioAsync()).Position, 495, 500);
    }

    [Fact]
    public async Task The_keys_pause_and_go_on_and_back()
    {
        var page = await OpenAsync("album?name=" + Uri.EscapeDataString(MusicFolder.ShortAlbum));
        await page.Button("Play").First.ClickAsync();
        await page.HearAsync("First");

        await page.Heading.FocusAsync();
        await page.Page.Keyboard.PressAsync(" ");
        await Assertions.Expect(page.Player).ToHaveAttributeAsync("data-state", "paused");
        Assert.True((await page.AudioAsync()).Paused);
        await page.Page.Keyboard.PressAsync("n");
        await page.HearAsync("Second");
        await page.Page.Keyboard.PressAsync("p");
        await page.HearAsync("First");
    }

    [Fact]
    public async Task One_song_follows_the_other_without_being_fetched_first_and_the_queue_ends()
    {
        var page = await OpenAsync("album?name=" + Uri.EscapeDataString(MusicFolder.ShortAlbum));
        await page.Button("Play").First.ClickAsync();
        await page.HearAsync("First");

        // Fetched ahead while the first one plays.
        await page.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('audio')].some(one => one.source?.title === 'Second' && one.paused && one.readyState === 4)");
        await page.HearAsync("Second");
        await page.HearAsync("Third");

        await Assertions.Expect(page.Player).ToHaveAttributeAsync("data-state", "stopped");
    }

    [Fact]
    public async Task What_the_browser_cannot_decode_is_told_and_left_out_also_when_it_was_fetched_ahead()
    {
        var page = await OpenAsync("album?name=" + Uri.EscapeDataString(MusicFolder.OddAlbum));
        await page.Button("Play").First.ClickAsync();
        await page.HearAsync("Before");

        await Assertions.Expect(page.Toasts).ToContainTextAsync($"This browser could not play {MusicFolder.Undecodable}");
        await page.HearAsync("After");
    }

    [Fact]
    public async Task Media_keys_play_pause_go_on_and_seek()
    {
        var page = await OpenAsync();
        // What the browser calls when such a key is pressed; it has no such keys here.
        await page.Page.AddInitScriptAsync(
            "window.mediaKeys = {}; MediaSession.prototype.setActionHandler = (action, handler) => { mediaKeys[action] = handler; };");
        await page.Page.GotoAsync(new Uri(Playlist.Client.Address, "album?name=" + Uri.EscapeDataString(MusicFolder.ShortAlbum)).AbsoluteUri);
        await page.Button("Play").First.ClickAsync();
        await page.HearAsync("First");

        await page.Page.EvaluateAsync("() => mediaKeys.pause()");
        await Assertions.Expect(page.Player).ToHaveAttributeAsync("data-state", "paused");
        await page.Page.EvaluateAsync("() => mediaKeys.seekto({ seekTime: 1 })");
        await page.Page.EvaluateAsync("() => mediaKeys.play()");
        await page.HearAsync("First", beyond: 1);
        await page.Page.EvaluateAsync("() => mediaKeys.nexttrack()");
        await page.HearAsync("Second");
        await page.Page.EvaluateAsync("() => mediaKeys.previoustrack()");
        await page.HearAsync("First");
    }

    [Fact]
    public async Task The_queue_plays_on_across_pages_and_a_reload()
    {
        var page = await OpenAsync();
        await page.SearchAsync("long song");
        await Assertions.Expect(page.Rows).ToHaveCountAsync(1);
        await page.PlayAsync($"{MusicFolder.LongSong} - {MusicFolder.Quiet}");
        await page.HearAsync(MusicFolder.LongSong);
        await page.Page.GetByRole(AriaRole.Slider, new() { Name = "Position" }).FillAsync("100");
        await page.HearAsync(MusicFolder.LongSong, beyond: 101);

        await page.Link("Albums").ClickAsync();
        await Assertions.Expect(page.Heading).ToHaveTextAsync("Albums");
        await page.Link("Queue").ClickAsync();
        await Assertions.Expect(page.Rows).ToHaveCountAsync(1);
        await page.HearAsync(MusicFolder.LongSong, beyond: 101.5);

        var volume = page.Page.GetByRole(AriaRole.Slider, new() { Name = "Volume" });
        await volume.FillAsync("0.5");

        await page.Page.ReloadAsync();

        await Assertions.Expect(page.Playing).ToHaveTextAsync(MusicFolder.LongSong);
        await Assertions.Expect(volume).ToHaveValueAsync("0.5");
        await page.HearAsync(MusicFolder.LongSong, beyond: 101);
    }

    [Fact]
    public async Task A_song_goes_on_where_it_was_when_the_server_is_back()
    {
        var (page, tab) = await OpenTabAsync();
        await page.PlayAsync($"{MusicFolder.LongSong} - {MusicFolder.Quiet}");
        await page.HearAsync(MusicFolder.LongSong);
        await Playlist.Server.KillAsync(Cancellation);
        try
        {
            // Far beyond what was fetched ahead.
            await page.Page.GetByRole(AriaRole.Slider, new() { Name = "Position" }).FillAsync("400");

            await Assertions.Expect(page.Page.Locator("[data-away=server]")).ToBeVisibleAsync();
            await Assertions.Expect(page.Player).ToHaveAttributeAsync("data-state", "waiting", new() { Timeout = 60_000 });
        }
        finally
        {
            await Playlist.Server.StartAsync(Cancellation);
        }

        await page.HearAsync(MusicFolder.LongSong, beyond: 400.5);
        await Assertions.Expect(page.Page.Locator("[data-away=server]")).ToHaveCountAsync(0);
        Assert.InRange((await page.AudioAsync()).Position, 400, 430);
        // The browser complains of the requests that failed meanwhile, and of nothing else.
        Assert.All(await tab.CloseAsync(), fault => Assert.Contains("/audio", fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_trace_goes_from_the_page_by_the_client_to_the_server()
    {
        var page = await OpenAsync();
        await page.SearchAsync("golden");
        await Assertions.Expect(page.Rows).ToHaveCountAsync(1);
        await page.PlayAsync("Golden - HUNTRX");
        var audio = await page.HearAsync("Golden");

        var trace = new Uri(audio.Url!).Query.Split('-')[1];
        var names = await Playlist.Telemetry.WaitForAsync(
            spans =>
            {
                var play = spans.FirstOrDefault(span => span.TraceId == trace && span is { Service: "server", Name: "play" });
                var call = spans.FirstOrDefault(span => span.SpanId == play?.ParentSpanId);
                var request = spans.FirstOrDefault(span => span.SpanId == call?.ParentSpanId);
                var click = spans.FirstOrDefault(span => span.SpanId == request?.ParentSpanId);
                return click is null ? null : new[] { click, request!, call!, play! }.Select(span => $"{span.Service}: {span.Name}").ToList();
            },
            Cancellation);

        Assert.Equal(["kitchen: page play", "kitchen: GET /songs/{id}/audio", "kitchen: play", "server: play"], names);
    }
}
