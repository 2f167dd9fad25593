using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Instrumentation.AspNetCore;
using Playlist.Client.Serving.Audio;
using Playlist.Testing;

namespace Playlist.Client.Tests.Serving.Audio;

public sealed class AudioTraceTests : AudioTest
{
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly ActivitySpanId _parent = ActivitySpanId.CreateRandom();

    private string Traceparent => $"00-{_trace}-{_parent}-01";

    [Fact]
    public async Task All_spans_of_a_request_are_in_the_trace_that_its_address_names()
    {
        using var spans = new RecordedSpans(_trace);

        using var response = await GetAsync(query: $"?traceparent={Traceparent}");
        await response.Content.ReadAsByteArrayAsync(Cancellation);

        var server = await EndedAsync(spans);
        Assert.Equal(("GET /songs/{id}/audio", ActivityKind.Server, _parent), (server.DisplayName, server.Kind, server.ParentSpanId));
        Assert.Equal(
            ["GET", "/songs/{id}/audio", "http", "/songs/lover/audio", "127.0.0.1", 200, null],
            new[] { "http.request.method", "http.route", "url.scheme", "url.path", "server.address", "http.response.status_code", "error.type" }.Select(server.GetTagItem));
        // What there is, and three blocks.
        var calls = spans.Ended.Where(span => span != server).ToList();
        Assert.Equal(4, calls.Count);
        Assert.All(calls, call => Assert.Equal(("play", ActivityKind.Client, server.SpanId), (call.DisplayName, call.Kind, call.ParentSpanId)));
    }

    [Theory]
    [InlineData("?traceparent=")]
    [InlineData("?traceparent=00-zz-01")]
    [InlineData("?traceparent=00-00000000000000000000000000000000-0000000000000000-01")]
    [InlineData("?traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01&traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    public async Task A_broken_parent_begins_a_new_trace_and_harms_nothing(string query)
    {
        var started = new TaskCompletionSource<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ClientTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = span =>
            {
                if (span.Kind == ActivityKind.Server && span.GetTagItem("server.address") is "127.0.0.1" && span.GetTagItem("url.path") is "/songs/golden/audio")
                {
                    started.TrySetResult(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        var audio = await Served.Http.GetByteArrayAsync("/songs/golden/audio" + query, Cancellation);

        Assert.Equal("audio of Golden"u8, audio);
        var span = await started.Task.WaitAsync(Cancellation);
        Assert.Equal((default, false), (span.ParentSpanId, span.TraceId == ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c")));
    }

    [Fact]
    public async Task A_refusal_is_told_by_its_status_and_is_no_error_of_the_servers()
    {
        using var spans = new RecordedSpans(_trace);

        using var response = await Served.Http.GetAsync($"/songs/none/audio?traceparent={Traceparent}", Cancellation);

        var server = await EndedAsync(spans);
        Assert.Equal((HttpStatusCode.NotFound, 404), (response.StatusCode, server.GetTagItem("http.response.status_code")));
        Assert.Equal((null, ActivityStatusCode.Unset), (server.GetTagItem("error.type"), server.Status));
    }

    [Fact]
    public async Task A_song_that_broke_off_says_why()
    {
        using var spans = new RecordedSpans(_trace);
        Server.Sending = (_, position) => position >= SongContent.FirstBlockBytes ? throw new IOException("Lost.") : Task.CompletedTask;

        using var response = await GetAsync(query: $"?traceparent={Traceparent}");
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync(Cancellation));

        var server = await EndedAsync(spans);
        Assert.Equal(("unavailable", ActivityStatusCode.Error), (server.GetTagItem("error.type"), server.Status));
    }

    [Fact]
    public async Task A_listener_who_leaves_is_told_and_is_no_error()
    {
        using var spans = new RecordedSpans(_trace);
        SetSong(64 * 1024 * 1024);

        var response = await GetAsync(query: $"?traceparent={Traceparent}");
        response.Dispose();

        var server = await EndedAsync(spans);
        Assert.Equal(("cancelled", ActivityStatusCode.Unset), (server.GetTagItem("error.type"), server.Status));
    }

    [Fact]
    public async Task A_song_that_is_asked_for_again_within_one_trace_was_played_once()
    {
        for (var i = 0; i < 2; i++)
        {
            using var probe = await GetAsync("bytes=0-1", $"?traceparent={Traceparent}");
            Assert.Equal(Song[..2], await probe.Content.ReadAsByteArrayAsync(Cancellation));
            using var whole = await GetAsync("bytes=0-", $"?traceparent={Traceparent}");
            Assert.Equal(Song, await whole.Content.ReadAsByteArrayAsync(Cancellation));
        }

        Assert.Equal(["lover"], Server.Played);
        using var again = await GetAsync("bytes=0-1", $"?traceparent=00-{ActivityTraceId.CreateRandom()}-{_parent}-01");
        Assert.Equal(["lover", "lover"], Server.Played);
    }

    [Theory]
    [InlineData("/songs/lover/audio", false)]
    [InlineData("/songs/lover/cover", true)]
    [InlineData("/songs", true)]
    [InlineData("/health", false)]
    [InlineData("/", true)]
    public void ASP_NET_has_a_span_for_other_requests(string path, bool hasSpan)
    {
        var filter = Served.App.Services.GetRequiredService<IOptions<AspNetCoreTraceInstrumentationOptions>>().Value.Filter!;

        Assert.Equal(hasSpan, filter(new DefaultHttpContext { Request = { Path = path } }));
    }

    // The span ends just after the last byte has been sent.
    private static Task<Activity> EndedAsync(RecordedSpans spans) =>
        Eventually.GetAsync(_ => Task.FromResult(spans.Ended.SingleOrDefault(span => span.Kind == ActivityKind.Server)), "the span of the request", Cancellation);
}
