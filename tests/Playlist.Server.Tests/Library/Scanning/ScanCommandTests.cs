using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Library.Scanning;

public sealed class ScanCommandTests() : TimedTest(TimeSpan.FromSeconds(60))
{
    private readonly SongFolder _folder = new SongFolder().Song("a.mp3", "A").Song("x/b.mp3", "B");
    private readonly HttpClient _http = new();
    private LibraryServer? _first;

    [Fact]
    public async Task A_scan_is_asked_for_over_http_and_its_progress_told()
    {
        await using var server = await LibraryServer.StartAsync(_folder, Cancellation, before: null, LibraryServer.WithHttp);
        var status = await StatusAsync(server);
        Assert.Equal((2, 0), (status.Number("songs"), status.Number("skipped")));
        Assert.False(status.GetProperty("scan").GetProperty("running").GetBoolean());
        var finished = status.GetProperty("scan").Text("finished");

        var answer = await _http.PostAsync(new Uri(server.Http, "/library/scan"), content: null, Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await LibraryServer.WhenAsync(() => server.Status.Scan.Finished > DateTimeOffset.Parse(finished, null), "the scan's end", Cancellation);
    }

    [Fact]
    public async Task A_scan_can_be_cancelled_and_begun_again()
    {
        var begun = new TaskCompletionSource();
        var isHeld = true;
        await using var server = await LibraryServer.StartAsync(
            _folder,
            Cancellation,
            async (_, cancellation) =>
            {
                begun.TrySetResult();
                if (Volatile.Read(ref isHeld))
                {
                    await new TaskCompletionSource().Task.WaitAsync(cancellation);
                }
            },
            "Library:FirstScanTime=00:00:00",
            LibraryServer.WithHttp);
        await begun.Task.WaitAsync(Cancellation);
        var status = await StatusAsync(server);
        Assert.True(status.GetProperty("scan").GetProperty("running").GetBoolean());
        Assert.Equal(2, status.GetProperty("scan").Number("total"));

        var answer = await _http.DeleteAsync(new Uri(server.Http, "/library/scan"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await LibraryServer.WhenAsync(() => !server.Status.Scan.Running, "the scan's end", Cancellation);
        Assert.Empty(server.Songs);
        Assert.Null(server.Status.Scan.Finished);

        Volatile.Write(ref isHeld, false);
        await server.ScanAsync(Cancellation);
        Assert.Equal(2, server.Songs.Count);
    }

    [Fact]
    public async Task One_of_two_servers_on_one_database_scans_and_the_other_follows_and_takes_over()
    {
        await using var second = await StartTwoAsync();

        Assert.Empty(second.Reader.Read);
        _folder.Song("c.mp3", "C");
        await second.WhenPathsAsync(Cancellation, "a.mp3", "c.mp3", "x/b.mp3");
        Assert.Empty(second.Reader.Read);
        await _first!.DisposeAsync();

        _folder.Song("d.mp3", "D");
        await second.WhenPathsAsync(Cancellation, "a.mp3", "c.mp3", "d.mp3", "x/b.mp3");
        Assert.Equal(["d.mp3"], second.Reader.Read);
    }

    [Fact]
    public async Task A_server_that_does_not_scan_passes_on_to_begin_and_to_end()
    {
        await using var second = await StartTwoAsync();
        await using var first = _first!;
        var finished = first.Status.Scan.Finished;

        var asked = await _http.PostAsync(new Uri(second.Http, "/library/scan"), content: null, Cancellation);
        await LibraryServer.WhenAsync(() => first.Status.Scan is { Running: false } scan && scan.Finished != finished, "the scan's end", Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);

        var begun = new TaskCompletionSource();
        first.Reader.Before = async (_, cancellation) =>
        {
            begun.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
        };
        _folder.Song("c.mp3", "C");
        await begun.Task.WaitAsync(Cancellation);
        var ended = await _http.DeleteAsync(new Uri(second.Http, "/library/scan"), Cancellation);
        await LibraryServer.WhenAsync(() => first.Server.Log.GetSnapshot().Any(record => record.Message.StartsWith("The scan was cancelled", StringComparison.Ordinal)), "the end of the scan", Cancellation);
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        _http.Dispose();
        base.Dispose(disposing);
    }

    private async Task<LibraryServer> StartTwoAsync()
    {
        _first = await LibraryServer.StartAsync(_folder, Cancellation, before: null, LibraryServer.WithHttp);
        var second = await LibraryServer.StartAsync(_folder, Cancellation, before: null, LibraryServer.WithHttp);
        Assert.Equal(_first.Ids, second.Ids);
        return second;
    }

    private async Task<JsonElement> StatusAsync(LibraryServer server) => await _http.GetFromJsonAsync<JsonElement>(new Uri(server.Http, "/library"), Cancellation);
}
