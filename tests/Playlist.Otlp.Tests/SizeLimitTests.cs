using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Tests;

public sealed class SizeLimitTests
{
    private const int MiB = 1024 * 1024;

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_of_the_greatest_length_is_taken_and_one_byte_more_is_not(int more, HttpStatusCode expected)
    {
        var body = Exports.Traces(Exports.Span()).ToByteArray();
        await using var host = await OtlpHost.StartAsync(maxBodyBytes: body.Length - more);

        using var plain = await host.PostAsync("traces", body);
        using var compressed = await host.PostAsync("traces", OtlpHost.Gzip(body), "gzip");

        Assert.True(OtlpHost.Gzip(body).Length < body.Length - more);
        Assert.Equal(expected, plain.StatusCode);
        Assert.Equal(expected, compressed.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 2 : 0, host.Spans.Count);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_whose_length_is_not_announced_is_counted_as_it_comes(int more, HttpStatusCode expected)
    {
        var body = Exports.Traces(Exports.Span()).ToByteArray();
        await using var host = await OtlpHost.StartAsync(maxBodyBytes: body.Length - more);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new(OtlpHost.Protobuf);
        request.Headers.TransferEncodingChunked = true;

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData(8 * MiB, HttpStatusCode.OK)]
    [InlineData((8 * MiB) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task The_limit_is_8_MiB_unless_told_otherwise(int length, HttpStatusCode expected)
    {
        await using var host = await OtlpHost.StartAsync();

        using var response = await host.PostAsync("logs", OtlpHost.Gzip(LogsOf(length)), "gzip");

        Assert.Equal(expected, response.StatusCode);
        var answer = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Contains(expected == HttpStatusCode.OK ? "" : $"longer than {8 * MiB} bytes", ErrorStatus.Parser.ParseFrom(answer).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_above_the_servers_own_holds()
    {
        const int kestrels = 30_000_000;
        await using var host = await OtlpHost.StartAsync(maxBodyBytes: kestrels + MiB);

        using var response = await host.PostAsync("logs", LogsOf(kestrels + 1));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(host.Logs);
    }

    [Fact]
    public async Task A_bomb_is_inflated_up_to_the_limit_and_no_further()
    {
        using var bomb = new MemoryStream(OtlpHost.Gzip(new byte[64 * MiB]));
        var context = new DefaultHttpContext();
        context.Request.ContentType = OtlpHost.Protobuf;
        context.Request.Headers.ContentEncoding = "gzip";
        context.Request.Body = bomb;

        // Nothing waits here, so that one thread does it all.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var exception = await Assert.ThrowsAsync<OtlpRequestException>(() => OtlpRequest.ReadAsync(context.Request, TraceExport.Parser, MiB));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(StatusCodes.Status413PayloadTooLarge, exception.StatusCode);
        Assert.InRange(allocated, 1, 8 * MiB);
    }

    [Fact]
    public async Task A_body_that_inflates_to_nothing_is_counted_as_it_was_sent()
    {
        var nothing = OtlpHost.Gzip([0]);
        await using var host = await OtlpHost.StartAsync(maxBodyBytes: MiB);

        using var response = await host.PostAsync("traces", [.. Enumerable.Repeat(nothing, (MiB / nothing.Length) + 1).SelectMany(bytes => bytes)], "gzip");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    /// <summary>One record, in so many bytes.</summary>
    private static byte[] LogsOf(int length)
    {
        static LogExport Of(int bodyBytes) => Exports.Logs(new LogRecord { Body = new AnyValue { BytesValue = UnsafeByteOperations.UnsafeWrap(new byte[bodyBytes]) } });

        var around = Of(length).CalculateSize() - length;
        var export = Of(length - around);
        Assert.Equal(length, export.CalculateSize());
        return export.ToByteArray();
    }
}
