using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Playlist.Testing;
using Playlist.Testing.Telemetry;

namespace Playlist.DistributedTests;

/// <summary>An application with a music folder of the test's own, into which music comes.</summary>
public sealed class NewMusicTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playlist-new-music-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DirectoryInfo Music => _folder.CreateSubdirectory("music");

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_file_that_comes_into_the_folder_is_told_to_the_artists_followers_in_one_trace()
    {
        File.Copy(PlaylistApplication.FindTune("Golden"), Path.Combine(Music.FullName, "Golden.mp3"));
        await using var telemetry = await OtlpReceiver.StartAsync(Cancellation);
        await using var app = await PlaylistApplication.StartAsync(
            telemetry.Endpoint,
            _folder.CreateSubdirectory("data"),
            ["--Scenario:Enabled=false", $"--Parameters:library-path={Music.FullName}", "--Notifier:NewMusic:QuietPeriod=00:00:01"],
            Cancellation);

        File.Copy(PlaylistApplication.FindTune("Cruel Summer"), Path.Combine(Music.FullName, "Cruel Summer.mp3"));

        using var client = new HttpClient { BaseAddress = app.GetEndpoint("client-1", "http") };
        await Eventually.GetAsync(
            async cancellation => (await client.GetFromJsonAsync<JsonElement>("/updates", cancellation)).ToString() is var updates && updates.Contains("New song: Cruel Summer", StringComparison.Ordinal) ? updates : null,
            "the update",
            Cancellation);
        var trace = await telemetry.WaitForAsync(
            spans => spans.FirstOrDefault(span => span is { Service: "client-1", Name: "process playlist.artist-updates" }) is { } process
                && spans.Where(span => span.TraceId == process.TraceId).ToList() is { Count: >= 7 } all ? all : null,
            Cancellation);

        (string Service, ActivityKind Kind, string Name)[] way =
        [
            ("server", ActivityKind.Internal, "scan"),
            ("server", ActivityKind.Producer, "publish playlist.library"),
            ("notifier", ActivityKind.Consumer, "process playlist.library"),
            ("notifier", ActivityKind.Internal, "announce"),
            ("notifier", ActivityKind.Producer, "publish playlist.artist-updates"),
            ("client-1", ActivityKind.Consumer, "process playlist.artist-updates"),
        ];
        var spans = way.Select(step => Assert.Single(trace, span => (span.Service, span.Kind, span.Name) == step)).ToList();
        Assert.All(spans.Skip(1).Zip(spans), pair => Assert.Equal(pair.Second.SpanId, pair.First.ParentSpanId));
        Assert.DoesNotContain(trace, span => span.Failed);
        // Who follows her too.
        Assert.Contains(trace, span => span is { Service: "client-2", Kind: ActivityKind.Consumer });
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
