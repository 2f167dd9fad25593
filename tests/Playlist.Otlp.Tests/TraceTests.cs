using System.Diagnostics;
using Google.Protobuf;
using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Tests;

public sealed class TraceTests
{
    [Fact]
    public async Task Traces_gives_every_field_of_a_span()
    {
        var sent = Exports.Span();
        await using var host = await OtlpHost.StartAsync();

        Assert.Null(await host.ExportAsync("traces", Exports.Traces(sent)));

        var span = Assert.Single(host.Spans);
        Assert.Equal(("server", "abcdefgh", "Playlist.Server"), (span.Service, span.Instance, span.Scope));
        Assert.Equal((Exports.TraceId, Exports.SpanId, Exports.ParentSpanId), (span.TraceId, span.SpanId, span.ParentSpanId));
        Assert.Equal(("play", ActivityKind.Server), (span.Name, span.Kind));
        Assert.Equal(((long)Exports.Start, (long)Exports.End), (span.StartNanoseconds, span.EndNanoseconds));
        Assert.Equal((true, "song_not_found"), (span.Failed, span.StatusMessage));
        Assert.Equal([KeyValuePair.Create("rpc.method", "play")], span.Attributes);
        Assert.Equal(sent.CalculateSize(), span.Bytes);

        var item = Assert.Single(span.Events);
        Assert.Equal(("seek", (long)Exports.Start + 5, "here"), (item.Name, item.TimeNanoseconds, item.Attributes["from"]));
        var link = Assert.Single(span.Links);
        Assert.Equal((Exports.TraceId, Exports.ParentSpanId, "cause"), (link.TraceId, link.SpanId, link.Attributes["why"]));
    }

    [Fact]
    public async Task Traces_takes_a_span_that_has_only_ids()
    {
        await using var host = await OtlpHost.StartAsync();

        var rejected = await host.ExportAsync("traces", new TraceExport
        {
            ResourceSpans = { new ResourceSpans { ScopeSpans = { new ScopeSpans { Spans = { new Span { TraceId = Exports.Bytes(Exports.TraceId), SpanId = Exports.Bytes(Exports.SpanId) } } } } } },
        });

        var span = Assert.Single(host.Spans);
        Assert.Null(rejected);
        Assert.Equal(("", "", "", "", ""), (span.Service, span.Instance, span.Scope, span.ParentSpanId, span.Name));
        Assert.Equal((ActivityKind.Internal, 0L, 0L, false, ""), (span.Kind, span.StartNanoseconds, span.EndNanoseconds, span.Failed, span.StatusMessage));
        Assert.Empty(span.Attributes);
        Assert.Empty(span.Events);
        Assert.Empty(span.Links);
    }

    [Theory]
    [InlineData(-1, ActivityKind.Internal)]
    [InlineData(0, ActivityKind.Internal)]
    [InlineData(1, ActivityKind.Internal)]
    [InlineData(2, ActivityKind.Server)]
    [InlineData(3, ActivityKind.Client)]
    [InlineData(4, ActivityKind.Producer)]
    [InlineData(5, ActivityKind.Consumer)]
    [InlineData(6, ActivityKind.Internal)]
    public async Task Traces_knows_the_kinds_and_takes_others_as_internal(int kind, ActivityKind expected)
    {
        var sent = Exports.Span();
        sent.Kind = kind;
        await using var host = await OtlpHost.StartAsync();

        await host.ExportAsync("traces", Exports.Traces(sent));

        Assert.Equal(expected, Assert.Single(host.Spans).Kind);
    }

    [Theory]
    [InlineData("", Exports.SpanId, "")]
    [InlineData("00000000000000000000000000000000", Exports.SpanId, "")]
    [InlineData("0af7651916cd43dd8448eb211c8031", Exports.SpanId, "")]
    [InlineData("0af7651916cd43dd8448eb211c80319c00", Exports.SpanId, "")]
    [InlineData(Exports.TraceId, "", "")]
    [InlineData(Exports.TraceId, "0000000000000000", "")]
    [InlineData(Exports.TraceId, "b7ad6b71692033", "")]
    [InlineData(Exports.TraceId, "b7ad6b716920333100", "")]
    [InlineData(Exports.TraceId, Exports.SpanId, "b7ad6b71692033")]
    [InlineData(Exports.TraceId, Exports.SpanId, "b7ad6b716920333100")]
    public async Task Traces_rejects_a_span_whose_ids_are_none_and_takes_the_others(string traceId, string spanId, string parentSpanId)
    {
        var broken = Exports.Span();
        (broken.TraceId, broken.SpanId, broken.ParentSpanId) = (Exports.Bytes(traceId), Exports.Bytes(spanId), Exports.Bytes(parentSpanId));
        await using var host = await OtlpHost.StartAsync();

        var rejected = await host.ExportAsync("traces", Exports.Traces(broken, Exports.Span(), broken));

        Assert.Equal(Exports.SpanId, Assert.Single(host.Spans).SpanId);
        Assert.Equal(2, rejected?.Rejected);
        Assert.StartsWith("2 span(s) whose ", rejected?.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_takes_zeros_as_no_parent_and_leaves_out_a_link_that_leads_nowhere()
    {
        var sent = Exports.Span();
        sent.ParentSpanId = ByteString.CopyFrom(new byte[8]);
        sent.Links.Insert(0, new Span.Types.Link { TraceId = Exports.Bytes(Exports.TraceId) });
        await using var host = await OtlpHost.StartAsync();

        Assert.Null(await host.ExportAsync("traces", Exports.Traces(sent)));

        var span = Assert.Single(host.Spans);
        Assert.Equal("", span.ParentSpanId);
        Assert.Equal(Exports.ParentSpanId, Assert.Single(span.Links).SpanId);
    }

    [Theory]
    [InlineData(long.MaxValue - 1UL, long.MaxValue - 1)]
    [InlineData((ulong)long.MaxValue, long.MaxValue)]
    [InlineData(long.MaxValue + 1UL, long.MaxValue)]
    [InlineData(ulong.MaxValue, long.MaxValue)]
    public async Task Traces_takes_a_moment_that_is_too_late_as_the_last_one(ulong sentTime, long expected)
    {
        var sent = Exports.Span();
        sent.EndTimeUnixNano = sentTime;
        await using var host = await OtlpHost.StartAsync();

        await host.ExportAsync("traces", Exports.Traces(sent));

        Assert.Equal(expected, Assert.Single(host.Spans).EndNanoseconds);
    }
}
