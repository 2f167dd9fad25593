using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Playlist.Notifier.NewMusic;
using Playlist.Notifier.Outbox;
using Playlist.Protocol.Library;
using Playlist.ServiceDefaults.Storage;
using Playlist.Testing;
using Playlist.Testing.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Playlist.Notifier.Tests.NewMusic;

/// <summary>From a song's event on RabbitMQ to the update about it (docs/messaging.md, section 12).</summary>
public sealed class NewMusicTests(BrokerFixture broker) : IClassFixture<BrokerFixture>, IAsyncLifetime
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playlist-notifier-");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

    // Of each test its own: the queue is one for all.
    private readonly string _artist = $"Artist {Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await broker.StartAsync(Cancellation);

    [Fact]
    public async Task An_albums_songs_become_one_update_in_the_trace_of_the_first_linked_to_the_others()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var spans = new ActivityListener { ShouldListenTo = source => source.Name == "Playlist.Notifier", Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = ended.Enqueue };
        ActivitySource.AddActivityListener(spans);
        await using var notifier = await StartAsync();
        await using var follower = await Follower.OfAsync(_artist, broker, Cancellation);

        var traces = Enumerable.Range(0, 18).Select(_ => ActivityTraceId.CreateRandom()).ToList();
        foreach (var trace in traces)
        {
            await PublishAsync(Song($"{trace}", "Lover"), $"00-{trace}-00f067aa0ba902b7-01");
        }

        await WhenStoredAsync(notifier, 18);
        var heard = await HearAsync(follower, Quiet);

        Assert.Equal("New album: Lover, 18 songs", heard.Json.GetProperty("message").GetString());
        Assert.Equal(1, heard.Json.GetProperty("number").GetInt64());
        Assert.StartsWith($"00-{traces[0]}-", heard.Header("traceparent"), StringComparison.Ordinal);
        var announce = Assert.Single(ended, span => span.OperationName == NewMusicTelemetry.AnnounceName && _artist.Equals(span.GetTagItem("playlist.artist")));
        Assert.Equal(18, announce.GetTagItem("playlist.songs"));
        Assert.Equal(traces.Skip(1), announce.Links.Select(link => link.Context.TraceId));
        var process = Assert.Single(ended, span => span.OperationName == NewMusicTelemetry.ProcessName && span.TraceId == traces[0]);
        Assert.Equal(("00f067aa0ba902b7", traces[0]), (process.ParentSpanId.ToHexString(), Assert.Single(process.Links).Context.TraceId));
        Assert.Equal((process.SpanId, traces[0]), (announce.ParentSpanId, announce.TraceId));
        var publish = await Eventually.GetAsync(_ => Task.FromResult(ended.SingleOrDefault(span => span.Kind == ActivityKind.Producer && span.TraceId == traces[0])), "the update's span", Cancellation);
        Assert.Equal(announce.SpanId, publish.ParentSpanId);
    }

    [Fact]
    public async Task An_event_that_comes_once_more_is_told_once_also_later()
    {
        await using var notifier = await StartAsync();
        await using var follower = await Follower.OfAsync(_artist, broker, Cancellation);
        var song = Song("Golden");

        await PublishAsync(song);
        await PublishAsync(song);
        await WhenStoredAsync(notifier, 1);
        Assert.Equal("New song: Golden", (await HearAsync(follower, Quiet)).Json.GetProperty("message").GetString());
        await PublishAsync(song);
        await PublishAsync(Song("Lover"));
        await WhenStoredAsync(notifier, 2);

        Assert.Equal("New song: Lover", (await HearAsync(follower, Quiet)).Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task What_is_beyond_the_days_limit_is_told_in_one_on_the_next_day()
    {
        await using var notifier = await StartAsync("--Notifier:NewMusic:MaxPerArtistAndDay=2");
        await using var follower = await Follower.OfAsync(_artist, broker, Cancellation);

        foreach (var album in new[] { "A", "A", "B", "B", "C", "C", "D", "D" })
        {
            await PublishAsync(Song(album, album));
        }

        await WhenStoredAsync(notifier, 8);
        Assert.Equal("New album: A, 2 songs", (await HearAsync(follower, Quiet)).Json.GetProperty("message").GetString());
        Assert.Equal("New album: B, 2 songs", (await HearAsync(follower, TimeSpan.Zero)).Json.GetProperty("message").GetString());
        await WhenAsync(notifier, context => context.NewSongs.CountAsync(row => row.Artist == _artist && row.HeldBack != null && row.ToldAt == null, Cancellation), 4);

        var heard = await HearAsync(follower, TimeSpan.FromHours(1));

        Assert.Equal("4 more new songs: C, D", heard.Json.GetProperty("message").GetString());
        Assert.True(heard.Json.GetProperty("timestamp_utc").GetDateTimeOffset() >= new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Songs_that_waited_when_the_notifier_ended_are_told_by_the_next()
    {
        await using (var notifier = await StartAsync())
        {
            await PublishAsync(Song("Golden"));
            await WhenStoredAsync(notifier, 1);
        }

        await using var follower = await Follower.OfAsync(_artist, broker, Cancellation);
        await using var next = await StartAsync();

        Assert.Equal("New song: Golden", (await HearAsync(follower, Quiet)).Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Without_room_in_the_outbox_songs_wait()
    {
        await using var notifier = await StartAsync("--Notifier:Outbox:MaxPending=1");
        await using var follower = await Follower.OfAsync(_artist, broker, Cancellation);

        foreach (var album in new[] { "A", "A", "B", "B" })
        {
            await PublishAsync(Song(album, album));
        }

        await WhenStoredAsync(notifier, 4);

        Assert.Equal("New album: A, 2 songs", (await HearAsync(follower, Quiet)).Json.GetProperty("message").GetString());
        Assert.Equal("New album: B, 2 songs", (await HearAsync(follower, Quiet)).Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task What_is_no_song_is_left_out_and_holds_up_nothing()
    {
        await using var notifier = await StartAsync();

        await PublishAsync("nonsense"u8.ToArray(), traceParent: null);
        await PublishAsync(Song("Golden"));

        await WhenStoredAsync(notifier, 1);
        await WhenEmptyAsync();
    }

    [Fact]
    public async Task Switched_off_it_takes_events_and_tells_nothing()
    {
        await using var notifier = await StartAsync("--Notifier:NewMusic:Enabled=false");

        await PublishAsync(Song("Golden"));

        await WhenEmptyAsync();
        Assert.Equal(0, await CountAsync(notifier));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Songs_are_heard_of_again_after_the_broker_was_away()
    {
        await using var own = new BrokerFixture();
        await own.StartAsync(Cancellation);
        await using var notifier = await RunningNotifier.StartInAsync(_folder, own.Uri, clock: null, Cancellation, "--Notifier:NewMusic:QuietPeriod=00:00:00");
        await WhenListeningAsync(own);
        await PublishAsync(Song("Golden"), to: own);
        await WhenStoredAsync(notifier, 1);

        await own.RestartAsync(Cancellation);
        await PublishAsync(Song("Lover"), to: own);

        await WhenStoredAsync(notifier, 2);
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = await broker.ConnectAsync(CancellationToken.None))
        await using (var channel = await connection.CreateChannelAsync())
        {
            // A test's leftovers are not the next one's.
            await channel.QueueDeleteAsync(LibraryTopology.NotifierQueue);
        }

        _folder.Delete(recursive: true);
    }

    private static Task<int> CountAsync(RunningNotifier notifier, Func<OutboxContext, Task<int>> count) =>
        notifier.Services.GetRequiredService<Database<OutboxContext>>().ReadAsync(count, Cancellation);

    private static Task<string> WhenAsync(RunningNotifier notifier, Func<OutboxContext, Task<int>> count, int expected) => Eventually.GetAsync(
        async _ => await CountAsync(notifier, count) == expected ? "" : null,
        expected.ToString(CultureInfo.InvariantCulture),
        Cancellation);

    private async Task<RunningNotifier> StartAsync(params string[] args)
    {
        var notifier = await RunningNotifier.StartInAsync(_folder, broker.Uri, _clock, Cancellation, args);
        await WhenListeningAsync(broker);
        return notifier;
    }

    private static async Task WhenListeningAsync(BrokerFixture broker)
    {
        await using var connection = await broker.ConnectAsync(Cancellation);
        await Eventually.GetAsync(
            async cancellation =>
            {
                try
                {
                    await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
                    return await channel.ConsumerCountAsync(LibraryTopology.NotifierQueue, cancellation) > 0 ? "" : null;
                }
                catch (OperationInterruptedException)
                {
                    // Not yet declared.
                    return null;
                }
            },
            "the listener",
            Cancellation);
    }

    private SongAdded Song(string title, string? album = null) => new(Guid.CreateVersion7(), "5f1d", title, _artist, album, AlbumArtist: null, _clock.GetUtcNow());

    private Task PublishAsync(SongAdded song, string? traceParent = null, BrokerFixture? to = null) => PublishAsync(song.ToBody(), traceParent, to);

    private async Task PublishAsync(byte[] body, string? traceParent, BrokerFixture? to = null)
    {
        await using var connection = await (to ?? broker).ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Cancellation);
        var properties = new BasicProperties { Persistent = true, Headers = new Dictionary<string, object?> { ["traceparent"] = traceParent } };
        await channel.BasicPublishAsync(LibraryTopology.Exchange, LibraryTopology.SongAdded, mandatory: true, properties, body, Cancellation);
    }

    private Task<string> WhenStoredAsync(RunningNotifier notifier, int songs) => WhenAsync(notifier, context => context.NewSongs.CountAsync(row => row.Artist == _artist, Cancellation), songs);

    private Task<int> CountAsync(RunningNotifier notifier) => CountAsync(notifier, context => context.NewSongs.CountAsync(row => row.Artist == _artist, Cancellation));

    /// <summary>Waits until all messages are acknowledged.</summary>
    private async Task WhenEmptyAsync()
    {
        await using var connection = await broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await Eventually.GetAsync(async cancellation => await channel.MessageCountAsync(LibraryTopology.NotifierQueue, cancellation) == 0 ? "" : null, "the last acknowledgement", Cancellation);
    }

    /// <summary>Lets the clock go on, step by step, until an update is heard.</summary>
    private async Task<Heard> HearAsync(Follower follower, TimeSpan step)
    {
        var hearing = follower.HearAsync(Cancellation);
        return await Eventually.GetAsync(
            async _ =>
            {
                if (hearing.IsCompleted)
                {
                    return await hearing;
                }

                _clock.Advance(step);
                return null;
            },
            "the update",
            Cancellation);
    }
}
