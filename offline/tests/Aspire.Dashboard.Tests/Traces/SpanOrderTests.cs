using System.Diagnostics;
using Aspire.Dashboard.Traces;
using Playlist.Otlp;
using static Aspire.Dashboard.TestSupport.Received;

namespace Aspire.Dashboard.Tests.Traces;

public sealed class SpanOrderTests
{
    private static readonly ReceivedSpan Whole = Span(2, parent: 1) with
    {
        Attributes = Attributes(("a", "1"), ("b", "2")),
        Events = [new("e", 5, Attributes(("c", "3")))],
        Links = [new(OtherTraceId, SpanId(3), Attributes(("d", "4")))],
    };

    public static TheoryData<string, ReceivedSpan> Others => new()
    {
        { "trace", Whole with { TraceId = OtherTraceId } },
        { "id", Whole with { SpanId = SpanId(9) } },
        { "parent", Whole with { ParentSpanId = "" } },
        { "name", Whole with { Name = "stop" } },
        { "scope", Whole with { Scope = "Other" } },
        { "kind", Whole with { Kind = ActivityKind.Client } },
        { "start", Whole with { StartNanoseconds = Whole.StartNanoseconds + 1 } },
        { "end", Whole with { EndNanoseconds = Whole.EndNanoseconds + 1 } },
        { "failed", Whole with { Failed = true } },
        { "status", Whole with { StatusMessage = "No such song." } },
        { "service", Whole with { Resource = Whole.Resource with { Service = "client" } } },
        { "instance", Whole with { Resource = Whole.Resource with { Instance = "hgfedcba" } } },
        { "resource attribute", Whole with { Resource = Whole.Resource with { Attributes = Attributes(("service.version", "2")) } } },
        { "attribute's key", Whole with { Attributes = Attributes(("a", "1"), ("c", "2")) } },
        { "attribute's value", Whole with { Attributes = Attributes(("a", "1"), ("b", "3")) } },
        { "attribute missing", Whole with { Attributes = Attributes(("a", "1")) } },
        { "event's name", Whole with { Events = [new("f", 5, Attributes(("c", "3")))] } },
        { "event's time", Whole with { Events = [new("e", 6, Attributes(("c", "3")))] } },
        { "event's attribute", Whole with { Events = [new("e", 5, Attributes(("c", "4")))] } },
        { "event missing", Whole with { Events = [] } },
        { "link's trace", Whole with { Links = [new(TraceId, SpanId(3), Attributes(("d", "4")))] } },
        { "link's span", Whole with { Links = [new(OtherTraceId, SpanId(4), Attributes(("d", "4")))] } },
        { "link's attribute", Whole with { Links = [new(OtherTraceId, SpanId(3), Attributes(("d", "5")))] } },
    };

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void Compare_tells_spans_apart_by_everything(string difference, ReceivedSpan other)
    {
        var (there, back) = (SpanOrder.Instance.Compare(Whole, other), SpanOrder.Instance.Compare(other, Whole));

        Assert.True(there != 0, difference);
        Assert.Equal(Math.Sign(there), -Math.Sign(back));
    }

    [Fact]
    public void Compare_takes_spans_for_the_same_when_all_is_equal_but_their_size_on_the_wire()
    {
        var again = Span(2, parent: 1) with
        {
            Attributes = Attributes(("a", "1"), ("b", "2")),
            Events = [new("e", 5, Attributes(("c", "3")))],
            Links = [new(OtherTraceId, SpanId(3), Attributes(("d", "4")))],
            Bytes = 7,
        };

        Assert.Equal(0, SpanOrder.Instance.Compare(Whole, again));
    }
}
