using System.Diagnostics;
using Playlist.Otlp;

namespace Playlist.FaultTests.Scenarios;

/// <summary>An update's trace holds across an outage.</summary>
[Collection(typeof(Faults))]
public sealed class TraceTests(SharedStage shared) : Scenario(shared)
{
    [Fact]
    public async Task Each_attempt_is_a_span_of_the_posts_trace_with_the_reason_of_its_failure()
    {
        var before = Stage.Posts.Accepted.Count;
        await Stage.Broker.KillAsync(Cancellation);

        await Stage.Posts.PostAsync(1, Stage.Solos, Cancellation);
        var id = $"{Stage.Posts.Accepted[before].Id}";
        await Shared.Receiver.WaitForAsync(spans => spans.FirstOrDefault(span => IsOf(span, id) && span.Failed), Cancellation);
        await Stage.Broker.StartAsync(Cancellation);

        var process = await Shared.Receiver.WaitForAsync(spans => spans.FirstOrDefault(span => IsOf(span, id) && span.Kind == ActivityKind.Consumer), Cancellation);
        var trace = await Shared.Receiver.WaitForAsync(
            spans => spans.Where(span => span.TraceId == process.TraceId).ToList() is var found && found.Exists(span => span.SpanId == process.ParentSpanId) && found.Exists(span => span.Kind == ActivityKind.Server) ? found : null,
            Cancellation);
        var post = Assert.Single(trace, span => span.Kind == ActivityKind.Server);
        Assert.StartsWith("POST /updates", post.Name, StringComparison.Ordinal);
        var attempts = trace.Where(span => span.Kind == ActivityKind.Producer).OrderBy(span => span.StartNanoseconds).ToList();
        Assert.True(attempts.Count >= 2);
        Assert.All(attempts, attempt =>
        {
            Assert.Equal("publish playlist.artist-updates", attempt.Name);
            Assert.Equal(post.SpanId, attempt.ParentSpanId);
        });
        Assert.All(attempts.SkipLast(1), attempt =>
        {
            Assert.True(attempt.Failed);
            Assert.False(string.IsNullOrEmpty(attempt.Attributes["error.type"]));
            Assert.NotEmpty(attempt.StatusMessage);
        });
        Assert.False(attempts[^1].Failed);
        Assert.Equal("delivered", attempts[^1].Attributes["playlist.outcome"]);
        Assert.Equal(attempts[^1].SpanId, process.ParentSpanId);
        Assert.Contains(process.Links, link => link.SpanId == attempts[^1].SpanId);
        await Stage.AssertCleanAsync(Cancellation);
    }

    private static bool IsOf(ReceivedSpan span, string id) => span.Attributes.TryGetValue("messaging.message.id", out var message) && message == id;
}
