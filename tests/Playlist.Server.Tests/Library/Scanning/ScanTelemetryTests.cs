using System.Collections.Concurrent;
using System.Diagnostics;
using Playlist.Server.Library.Scanning;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Library.Scanning;

public sealed class ScanTelemetryTests : TimedTest
{
    [Fact]
    public async Task A_scan_is_a_span_and_tells_what_became_of_the_files_without_naming_them()
    {
        using var folder = new SongFolder().Song("a.mp3", "A").Song("b.mp3", "B");
        await using var server = await LibraryServer.StartAsync(folder, Cancellation);
        using var files = server.Server.Collect<long>(ServerTelemetry.ScannedFiles);
        using var durations = server.Server.Collect<double>(ServerTelemetry.ScanDuration);
        using var songs = server.Server.Collect<long>(ServerTelemetry.LibrarySongs);
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == ServerTelemetry.Name, Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = spans.Enqueue };
        ActivitySource.AddActivityListener(listener);
        folder.Song("c.mp3", "C");
        await server.WhenPathsAsync(Cancellation, "a.mp3", "b.mp3", "c.mp3");

        await server.ScanAsync(Cancellation);
        await durations.WaitForMeasurementsAsync(2, Cancellation);

        var outcomes = files.GetMeasurementSnapshot().ToLookup(measured => (string)measured.Tags[ServerTelemetry.OutcomeTag]!, measured => measured.Value);
        Assert.Equal(1, outcomes[ScanOutcomes.Added].Sum());
        Assert.Equal(3, outcomes[ScanOutcomes.Unchanged].Sum());
        Assert.All(files.GetMeasurementSnapshot(), measured => Assert.Equal([ServerTelemetry.OutcomeTag], measured.Tags.Keys));
        Assert.Equal(3, songs.LastMeasurement!.Value);
        Assert.Contains(spans, span => span.OperationName == ServerTelemetry.ScanName && span.Parent is null);
    }
}
