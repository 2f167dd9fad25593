using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Playlist.Client.Messaging;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Client.Tests.Songs;
using Playlist.Client.Tests.Updates;
using Playlist.Client.Updates;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;
using Playlist.Testing;
using Playlist.Testing.Messaging;
using RabbitMQ.Client;
using static Playlist.Client.Tests.Playlists.Answers;

namespace Playlist.Client.Tests.Playlists;

/// <summary>Against a real broker, and a scripted server that has one playlist. Each test has a playlist of its own.</summary>
public sealed class OpenPlaylistTests(BrokerFixture shared) : IAsyncLifetime
{
    private readonly string _playlist = Guid.NewGuid().ToString("N");
    private readonly ScriptedServer _server = new();
    private readonly Channel<string> _asked = Channel.CreateUnbounded<string>();
    private volatile int _version = 1;
    private volatile bool _breaks;
    private IHost? _host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ListenerStatus Status => _host!.Services.GetRequiredService<ListenerStatus>();

    public async ValueTask InitializeAsync()
    {
        await shared.StartAsync(Cancellation);
        _ = _server.AnswerAsync(Answer, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync(CancellationToken.None);
            await ((IAsyncDisposable)_host).DisposeAsync();
        }

        _server.Dispose();
    }

    [Fact]
    public async Task It_shows_what_others_write_and_ends_when_it_is_deleted()
    {
        await using var open = await OpenAsync(shared);
        await using var states = open.WatchAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.Equal(1, await NextAsync(states));

        _version = 2;
        await AnnounceAsync(shared, 2, "add");
        Assert.Equal(2, await NextAsync(states));

        _version = 0;
        await AnnounceAsync(shared, 3, PlaylistChange.Deleted);
        Assert.Null(await NextAsync(states));
        Assert.True(open.IsDeleted);
        Assert.Equal(2, open.Current.Summary.Version);
    }

    [Fact]
    public async Task It_asks_for_nothing_when_another_playlist_or_an_older_version_is_announced()
    {
        await using var open = await OpenAsync(shared);
        await using var states = open.WatchAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.Equal(1, await NextAsync(states));
        await QuietAsync();

        await AnnounceAsync(shared, 1, "add");
        await AnnounceAsync(shared, 9, "add", Guid.NewGuid().ToString("N"));
        _version = 2;
        await AnnounceAsync(shared, 2, "add");

        Assert.Equal(2, await NextAsync(states));
        // One small question, and the page: what came before asked for none.
        Assert.Equal([1, SongProtocol.MaxListLimit], await AskedAsync());
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task It_fetches_what_was_written_while_the_broker_was_away()
    {
        await using var own = new BrokerFixture();
        await own.StartAsync(Cancellation);
        await using var open = await OpenAsync(own);
        await using var states = open.WatchAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.Equal(1, await NextAsync(states));

        await own.KillAsync(Cancellation);
        await UntilAsync(status => !status.IsListening);
        await QuietAsync();
        _version = 2;
        await own.StartAsync(Cancellation);

        Assert.Equal(2, await NextAsync(states));
        await AnnounceAsync(own, 3, "add", before: () => _version = 3);
        Assert.Equal(3, await NextAsync(states));
    }

    [Fact]
    public async Task It_fetches_what_was_written_while_the_song_server_was_away()
    {
        await using var open = await OpenAsync(shared);
        await using var states = open.WatchAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.Equal(1, await NextAsync(states));

        _version = 2;
        _breaks = true;
        // Any request meets the broken connection, and the next one finds the server again.
        await _host!.Services.GetRequiredService<SongClient>().PingAsync(Cancellation);

        Assert.Equal(2, await NextAsync(states));
    }

    [Fact]
    public async Task It_fetches_anew_after_an_announcement_that_cannot_be_read()
    {
        await using var open = await OpenAsync(shared);
        await using var states = open.WatchAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.Equal(1, await NextAsync(states));

        _version = 2;
        await PublishAsync(shared, "nonsense"u8.ToArray());

        Assert.Equal(2, await NextAsync(states));
    }

    [Fact]
    public async Task Updates_and_playlist_changes_are_heard_over_one_connection()
    {
        await using var open = await OpenAsync(shared, builder => builder.AddUpdateListener<Listening.Recorder>());
        Assert.Equal(2, _host!.Services.GetServices<IBrokerFeed>().Count());
        Assert.Single(_host.Services.GetServices<IHostedService>().OfType<BrokerListener>());
    }

    [Fact]
    public async Task Hearing_is_a_consumer_span_under_and_linked_to_the_announcement()
    {
        await using var open = await OpenAsync(shared);
        var publish = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        using var spans = new RecordedSpans(publish.TraceId);

        await PublishAsync(shared, new PlaylistChange(_playlist, "Road trip", 2, "add", TimeProvider.System.GetUtcNow()).ToBody(), $"00-{publish.TraceId}-{publish.SpanId}-01");

        var span = await Eventually.GetAsync(_ => Task.FromResult(spans.Ended.SingleOrDefault(span => span.Kind == ActivityKind.Consumer)), "the span", Cancellation);
        Assert.Equal(("process playlist.changes", publish.SpanId), (span.OperationName, span.ParentSpanId));
        Assert.Equal(publish.SpanId, Assert.Single(span.Links).Context.SpanId);
        Assert.Equal("playlist.{playlist}", span.GetTagItem("messaging.destination.template"));
    }

    [Fact]
    public async Task Nobody_waits_for_a_playlist_that_was_closed()
    {
        var open = await OpenAsync(shared);
        await using var states = open.WatchAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.Equal(1, await NextAsync(states));
        var next = NextAsync(states);

        await open.DisposeAsync();

        Assert.Null(await next);
        Assert.False(open.IsDeleted);
    }

    private async Task<OpenPlaylist> OpenAsync(BrokerFixture broker, Action<IHostApplicationBuilder>? add = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:messaging", broker.Uri.ToString()), new("SongClient:Server", _server.Address)]);
        builder.Services.AddServiceDiscovery();
        builder.AddSongClient();
        builder.AddPlaylistChanges();
        add?.Invoke(builder);
        _host = builder.Build();
        await _host.StartAsync(Cancellation);
        await UntilAsync(status => status.IsListening);
        return await _host.Services.GetRequiredService<OpenPlaylists>().OpenAsync("road trip", Cancellation);
    }

    private string? Answer(System.Text.Json.JsonElement request)
    {
        if (_breaks)
        {
            _breaks = false;
            return null;
        }

        if (request.Text("op") == SongOps.Ping)
        {
            return "\"ok\":true";
        }

        _asked.Writer.TryWrite($"{request.Number("limit")}");
        return _version == 0 ? Refusal(SongErrorCodes.PlaylistNotFound, "It is gone.") : Page(_playlist, _version, total: 1, 0, "a");
    }

    /// <summary>Waits until what opening asked for has been answered: the playlist, and whether it is still the same.</summary>
    private async Task QuietAsync()
    {
        foreach (var limit in new[] { SongProtocol.MaxListLimit, 1 })
        {
            Assert.Equal($"{limit}", await _asked.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        }
    }

    private async Task<IReadOnlyList<int>> AskedAsync()
    {
        // The playlist's answers come in order: what was asked before a ping has been counted after it.
        await _host!.Services.GetRequiredService<SongClient>().PingAsync(Cancellation);
        var asked = new List<int>();
        while (_asked.Reader.TryRead(out var limit))
        {
            asked.Add(int.Parse(limit, null));
        }

        return asked;
    }

    private static async Task<long?> NextAsync(IAsyncEnumerator<WholePlaylist> states) =>
        await states.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancellation) ? states.Current.Summary.Version : null;

    private async Task UntilAsync(Predicate<ListenerStatus> isSo)
    {
        while (true)
        {
            var changed = Status.Changed;
            if (isSo(Status))
            {
                return;
            }

            await changed.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        }
    }

    private Task AnnounceAsync(BrokerFixture broker, long version, string change, string? playlist = null, Action? before = null)
    {
        before?.Invoke();
        return PublishAsync(broker, new PlaylistChange(playlist ?? _playlist, "Road trip", version, change, TimeProvider.System.GetUtcNow()).ToBody());
    }

    private async Task PublishAsync(BrokerFixture broker, byte[] body, string? traceparent = null)
    {
        await using var connection = await broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Cancellation);
        var properties = new BasicProperties { Headers = traceparent is null ? null : new Dictionary<string, object?> { ["traceparent"] = traceparent } };
        await channel.BasicPublishAsync(PlaylistTopology.Exchange, PlaylistTopology.RoutingKey(_playlist), mandatory: true, properties, body, Cancellation);
    }
}
