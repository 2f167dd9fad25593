using System.IO.Pipelines;
using System.Net;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Tests;

public sealed class RefusalTests
{
    private static readonly byte[] Export = Exports.Traces(Exports.Span()).ToByteArray();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/x-protobuf", null)]
    [InlineData("Application/X-Protobuf; charset=utf-8", null)]
    [InlineData("application/x-protobuf", "identity")]
    public async Task Traces_takes_protobuf(string type, string? encoding)
    {
        await using var host = await OtlpHost.StartAsync();

        using var response = await host.PostAsync("traces", Export, encoding, type);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(host.Spans);
    }

    [Fact]
    public async Task Traces_takes_gzip()
    {
        await using var host = await OtlpHost.StartAsync();

        using var response = await host.PostAsync("traces", OtlpHost.Gzip(Export), "GZip");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(host.Spans);
    }

    [Theory]
    [InlineData("traces")]
    [InlineData("logs")]
    [InlineData("metrics")]
    public async Task An_export_of_nothing_is_taken_and_not_passed_on(string signal)
    {
        await using var host = await OtlpHost.StartAsync();

        using var response = await host.PostAsync(signal, []);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-protobuffer")]
    [InlineData("application/grpc")]
    [InlineData(null)]
    public async Task Another_content_type_is_answered_with_415_and_the_remedy(string? type)
    {
        await using var host = await OtlpHost.StartAsync();

        using var response = await host.PostAsync("traces", Export, type: type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", await ReadErrorAsync(response), StringComparison.Ordinal);
        Assert.Empty(host.Spans);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("gzip, gzip")]
    public async Task Another_content_encoding_is_answered_with_415_and_the_remedy(string encoding)
    {
        await using var host = await OtlpHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = new ByteArrayContent(Export) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", OtlpHost.Protobuf);
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        using var response = await host.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("gzip", await ReadErrorAsync(response), StringComparison.Ordinal);
        Assert.Equal("gzip", Assert.Single(response.Headers.NonValidated["Accept-Encoding"]));
    }

    [Theory]
    [InlineData("traces", "not protobuf", null, "/v1/traces")]
    [InlineData("logs", "not protobuf", null, "/v1/logs")]
    [InlineData("metrics", "not protobuf", null, "/v1/metrics")]
    [InlineData("traces", "not gzip", "gzip", "gzip")]
    public async Task A_body_that_is_something_else_is_answered_with_400_and_words(string signal, string body, string? encoding, string expected)
    {
        await using var host = await OtlpHost.StartAsync();

        using var response = await host.PostAsync(signal, Encoding.UTF8.GetBytes(body), encoding);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(expected, await ReadErrorAsync(response), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_does_not_arrive_whole_is_the_senders_fault(bool aborted)
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Export.AsMemory(..5), Cancellation);
        await pipe.Writer.CompleteAsync(aborted ? null : new IOException("gone"));
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: aborted) };
        context.Request.ContentType = OtlpHost.Protobuf;
        context.Request.Body = pipe.Reader.AsStream();

        var exception = await Assert.ThrowsAsync<OtlpRequestException>(() => OtlpRequest.ReadAsync(context.Request, TraceExport.Parser, maxBodyBytes: 100));

        Assert.Equal(StatusCodes.Status400BadRequest, exception.StatusCode);
        Assert.Contains("did not arrive whole", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_host_can_add_a_filter()
    {
        await using var host = await OtlpHost.StartAsync();
        host.Endpoints.AddEndpointFilter((context, next) => ValueTask.FromResult<object?>(Results.StatusCode(StatusCodes.Status401Unauthorized)));

        using var response = await host.PostAsync("traces", Export);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(host.Spans);
    }

    private static async Task<string> ReadErrorAsync(HttpResponseMessage response)
    {
        Assert.Equal(OtlpHost.Protobuf, response.Content.Headers.ContentType?.MediaType);
        return ErrorStatus.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(Cancellation)).Message;
    }
}
