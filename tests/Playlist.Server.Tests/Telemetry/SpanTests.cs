using System.Diagnostics;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Telemetry;

public sealed class SpanTests : TimedTest
{
    private readonly string _traceId = ActivityTraceId.CreateRandom().ToHexString();
    private readonly string _parentId = ActivitySpanId.CreateRandom().ToHexString();

    private string TraceContext => $"\"traceparent\":\"00-{_traceId}-{_parentId}-01\",\"tracestate\":\"vendor=1\"";

    [Fact]
    public async Task A_call_is_a_server_span_below_the_requests_own_parent_with_the_attributes_of_the_conventions()
    {
        using var music = new MusicFolder().Add("Cruel Summer", "Taylor Swift", bytes: 100_000);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation);
        using var spans = new RecordedSpans();
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.SendLineAsync($$"""{"id":1,"op":"play","song":"Cruel Summer","from":10,{{TraceContext}}}""", Cancellation);
        var received = await new Received().ReadAsync(connection, received => received.Ends.Count == 1, Cancellation);
        var span = await spans.WhenEndedAsync(_traceId, Cancellation);

        Assert.Equal("play", span.DisplayName);
        Assert.Equal(ActivityKind.Server, span.Kind);
        Assert.Equal(_parentId, span.ParentSpanId.ToHexString());
        Assert.True(span.HasRemoteParent);
        Assert.Equal("vendor=1", span.TraceStateString);
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["rpc.system.name"] = "playlist",
                ["rpc.method"] = "play",
                ["playlist.song.id"] = received.Replies[0].GetProperty("song").Text("id"),
                ["playlist.song.title"] = "Cruel Summer",
                ["playlist.song.artist"] = "Taylor Swift",
                ["playlist.audio.bytes"] = 99_990L,
            },
            span.TagObjects.ToDictionary());
    }

    [Fact]
    public async Task A_span_lasts_until_the_last_byte()
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation);
        using var spans = new RecordedSpans();
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.SendLineAsync($$"""{"id":1,"op":"play","song":"Long",{{TraceContext}}}""", Cancellation);
        var received = await new Received().ReadAsync(connection, received => received.Audio(1).Length > 1_000_000, Cancellation);
        var readFirstMegabyte = DateTime.UtcNow;
        Assert.Empty(spans.Of(_traceId));
        await received.ReadAsync(connection, received => received.Ends.Count == 1, Cancellation);
        var span = await spans.WhenEndedAsync(_traceId, Cancellation);

        Assert.True(span.StartTimeUtc + span.Duration > readFirstMegabyte);
        Assert.Equal((long)SlowReader.MoreThanBuffersHold, span.GetTagItem("playlist.audio.bytes"));
    }

    [Theory]
    [InlineData("\"op\":\"play\",\"song\":\"Golden\"", "play", "song_not_found")]
    [InlineData("\"op\":\"songs\",\"limit\":0", "songs", "bad_request")]
    [InlineData("\"op\":\"rewind\"", "_OTHER", "unknown_op")]
    [InlineData("\"op\":null", "_OTHER", "bad_request")]
    public async Task A_refused_call_is_a_failed_span_with_the_error_code(string members, string method, string code)
    {
        using var music = new MusicFolder().Add("Cruel Summer", "Taylor Swift", bytes: 1);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation);
        using var spans = new RecordedSpans();
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.AskAsync($$"""{"id":1,{{members}},{{TraceContext}}}""", Cancellation);
        var span = await spans.WhenEndedAsync(_traceId, Cancellation);

        Assert.Equal(method, span.DisplayName);
        Assert.Equal(method, span.GetTagItem("rpc.method"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal(code, span.GetTagItem("error.type"));
    }

    [Fact]
    public async Task A_stream_whose_client_goes_away_is_a_failed_span()
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation);
        using var spans = new RecordedSpans();
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.AskAsync($$"""{"id":1,"op":"play","song":"Long",{{TraceContext}}}""", Cancellation);
        connection.Abort();
        var span = await spans.WhenEndedAsync(_traceId, Cancellation);

        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("connection_closed", span.GetTagItem("error.type"));
        Assert.InRange((long)span.GetTagItem("playlist.audio.bytes")!, 0, SlowReader.MoreThanBuffersHold - 1);
    }

    [Fact]
    public async Task A_stream_that_its_client_has_stopped_is_no_failure()
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation);
        using var spans = new RecordedSpans();
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.SendLineAsync($$"""{"id":1,"op":"play","song":"Long",{{TraceContext}}}""", Cancellation);
        await connection.SendLineAsync("""{"id":2,"op":"stop","stream":1}""", Cancellation);
        var received = await new Received().ReadAsync(connection, received => received.Ends.Count == 1, Cancellation);
        var span = await spans.WhenEndedAsync(_traceId, Cancellation);

        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(received.Ends[1].Number("bytes"), span.GetTagItem("playlist.audio.bytes"));
    }

    [Theory]
    [InlineData("\"00-0-0-01\"")]
    [InlineData("7")]
    public async Task A_broken_traceparent_starts_a_new_trace(string traceparent)
    {
        var title = $"Song {_traceId}";
        using var music = new MusicFolder().Add(title, "Nobody", bytes: 1);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation);
        using var spans = new RecordedSpans();
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.AskAsync($$"""{"id":1,"op":"play","song":"{{title}}","audio":false,"traceparent":{{traceparent}}}""", Cancellation);
        var span = await spans.WhenEndedOfSongAsync(title, Cancellation);

        Assert.Null(span.ParentId);
        Assert.NotEqual(default, span.TraceId);
    }

    [Fact]
    public async Task Requests_on_one_connection_have_each_their_own_trace()
    {
        await using var server = await SongServer.StartAsync([], Cancellation);
        using var spans = new RecordedSpans();
        await using var connection = await server.ConnectAsync(Cancellation);
        var other = ActivityTraceId.CreateRandom().ToHexString();

        await connection.SendLineAsync($$"""{"id":1,"op":"ping",{{TraceContext}}}""", Cancellation);
        await connection.SendLineAsync("""{"id":2,"op":"ping"}""", Cancellation);
        await connection.SendLineAsync($$"""{"id":3,"op":"ping","traceparent":"00-{{other}}-{{_parentId}}-01"}""", Cancellation);
        await new Received().ReadAsync(connection, received => received.Replies.Count == 3, Cancellation);

        await spans.WhenEndedAsync(other, Cancellation);
        Assert.Single(spans.Of(_traceId));
        Assert.Single(spans.Of(other));
    }

    [Theory]
    [InlineData("{0}\n")]
    [InlineData("{{\"song\":\"{0}\",\"timestamp\":1,\"node_id\":\"CLIENT_1\"}}\n")]
    public async Task The_originals_clients_calls_are_spans_too(string request)
    {
        var title = $"Song {_traceId}";
        using var music = new MusicFolder().Add(title, "Nobody", bytes: 1);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation);
        using var spans = new RecordedSpans();
        await using var connection = await server.ConnectAsync(Cancellation);

        await connection.SendAsync(System.Text.Encoding.UTF8.GetBytes(string.Format(null, request, title)), Cancellation);
        await connection.ReadToEndAsync(Cancellation);
        var span = await spans.WhenEndedOfSongAsync(title, Cancellation);

        Assert.Equal("play", span.DisplayName);
        Assert.Equal(ActivityKind.Server, span.Kind);
        Assert.Null(span.ParentId);
    }
}
