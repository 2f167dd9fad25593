using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Library;
using Playlist.Server.Tests.Hosting;
using Playlist.Server.Tests.Startup;
using Playlist.Testing;
using Playlist.Testing.Messaging;

namespace Playlist.Server.Tests.Library.NewMusic;

/// <summary>New songs on RabbitMQ (docs/messaging.md, section 12).</summary>
public sealed class SongAnnouncementTests(BrokerFixture broker) : TimedTest(TimeSpan.FromMinutes(2)), IClassFixture<BrokerFixture>
{
    private readonly SongFolder _folder = new SongFolder().Song("a.mp3", "A");

    [Fact]
    public async Task Songs_that_are_found_together_are_announced_in_order_in_the_trace_of_the_scan()
    {
        await broker.StartAsync(Cancellation);
        await using var listener = await ListenAsync(broker);
        var scans = new ConcurrentQueue<Activity>();
        using var spans = new ActivityListener { ShouldListenTo = source => source.Name == ServerTelemetry.Name, Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = scans.Enqueue };
        ActivitySource.AddActivityListener(spans);
        await using var server = await StartAsync(broker);

        using var elsewhere = new SongFolder().Song("new/1.mp3", "One").Song("new/2.mp3", "Two").Song("new/3.mp3", "Three");
        Directory.Move(elsewhere.FullPath("new"), _folder.FullPath("new"));
        Heard[] heard = [await listener.HearAsync(Cancellation), await listener.HearAsync(Cancellation), await listener.HearAsync(Cancellation)];
        await WhenNoneWaitsAsync(server);

        var added = heard.Select(message => SongAdded.FromBody(Encoding.UTF8.GetBytes(message.Body))).ToList();
        Assert.Equal(["One", "Two", "Three"], added.Select(song => song.Title));
        Assert.All(heard.Zip(added), pair => Assert.Equal($"{pair.Second.Id}", pair.First.Properties.MessageId));
        Assert.All(heard, message => Assert.True(message is { RoutingKey: LibraryTopology.SongAdded, Properties: { Persistent: true, ContentType: "application/json" } }));
        var published = heard.Select(message => ActivityContext.Parse(message.Header("traceparent")!, null)).ToList();
        var trace = Assert.Single(published.Select(context => context.TraceId).Distinct());
        var scan = await Eventually.GetAsync(_ => Task.FromResult(scans.SingleOrDefault(span => span.TraceId == trace && span.OperationName == ServerTelemetry.ScanName)), "the scan's span", Cancellation);
        Assert.All(published, context => Assert.Equal(scan.SpanId, scans.Single(span => span.SpanId == context.SpanId).ParentSpanId));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Songs_wait_for_the_broker_and_for_somebody_who_hears_of_them()
    {
        await using var late = new BrokerFixture();
        await using var server = await StartAsync(late);
        _folder.Song("b.mp3", "B");
        await server.ScanAsync(Cancellation);
        await WhenLoggedAsync(server, "New songs wait to be announced: RabbitMQ does not answer.");

        await late.StartAsync(Cancellation);
        await WhenLoggedAsync(server, "New songs wait to be announced: Nobody");
        await using var listener = await ListenAsync(late);

        Assert.Equal("B", (await listener.HearAsync(Cancellation)).Json.GetProperty("title").GetString());
        await WhenNoneWaitsAsync(server);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Songs_that_waited_when_the_server_was_killed_are_announced_by_the_next()
    {
        await using var late = new BrokerFixture();
        string[] arguments = ["--SongServer:Port=0", "--" + _folder.Setting, $"--Storage:Folder={_folder.Data}", "--Library:SettleTime=00:00:00.2", $"--ConnectionStrings:messaging={late.Uri}"];
        using (var server = new ServerProcess(arguments))
        {
            await server.WhenListeningAsync(Cancellation);
            _folder.Song("b.mp3", "B").Song("c.mp3", "C");
            await LibraryServer.WhenAsync(() => server.Output.Any(line => line.Contains("New songs wait", StringComparison.Ordinal)), "the warning", Cancellation);
            server.Kill();
            await server.WaitForExitAsync(Cancellation);
        }

        await late.StartAsync(Cancellation);
        await using var listener = await ListenAsync(late);
        using var next = new ServerProcess(arguments);

        string?[] heard = [(await listener.HearAsync(Cancellation)).Json.GetProperty("title").GetString(), (await listener.HearAsync(Cancellation)).Json.GetProperty("title").GetString()];
        Assert.Equal(["B", "C"], heard);
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    private Task<Follower> ListenAsync(BrokerFixture at) => Follower.BindAsync(at, LibraryTopology.Exchange, LibraryTopology.SongAdded, durable: true, Cancellation);

    private Task<LibraryServer> StartAsync(BrokerFixture at) => LibraryServer.StartAsync(_folder, Cancellation, settings: $"ConnectionStrings:messaging={at.Uri}");

    private Task<string> WhenNoneWaitsAsync(LibraryServer server) => Eventually.GetAsync(
        async cancellation => await server.Database.ReadAsync(context => context.SongEvents.AnyAsync(cancellation), cancellation) ? null : "",
        "the last announcement",
        Cancellation);

    private Task WhenLoggedAsync(LibraryServer server, string start) =>
        LibraryServer.WhenAsync(() => server.Server.Log.GetSnapshot().Any(record => record.Message.StartsWith(start, StringComparison.Ordinal)), start, Cancellation);
}
