using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Tests;

/// <summary>A web server of its own with the endpoints, and what it has received.</summary>
internal sealed class OtlpHost : IAsyncDisposable, ITelemetrySink
{
    public const string Protobuf = "application/x-protobuf";

    private readonly WebApplication _app;
    private readonly Lock _lock = new();

    private OtlpHost(int maxBodyBytes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        _app = builder.Build();
        Endpoints = _app.MapOtlp(this, maxBodyBytes);
    }

    public IEndpointConventionBuilder Endpoints { get; }

    public Uri Address => new(_app.Urls.First());

    public HttpClient Http { get; } = new();

    public List<ReceivedSpan> Spans { get; } = [];

    public List<ReceivedLog> Logs { get; } = [];

    public List<ReceivedMetric> Metrics { get; } = [];

    public static async Task<OtlpHost> StartAsync(int maxBodyBytes = OtlpEndpoints.DefaultMaxBodyBytes)
    {
        var host = new OtlpHost(maxBodyBytes);
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        host.Http.BaseAddress = host.Address;
        return host;
    }

    public static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    /// <summary>Posts an export that is taken.</summary>
    /// <returns>What was not taken of it; <see langword="null"/> when all was.</returns>
    public async Task<PartialSuccess?> ExportAsync(string signal, IMessage export)
    {
        using var response = await PostAsync(signal, export.ToByteArray());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Protobuf, response.Content.Headers.ContentType?.MediaType);
        return ExportResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).PartialSuccess;
    }

    public async Task<HttpResponseMessage> PostAsync(string signal, byte[] body, string? encoding = null, string? type = Protobuf)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return await Http.PostAsync(new Uri($"/v1/{signal}", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    public void Add(IReadOnlyList<ReceivedSpan> spans) => Add(Spans, spans);

    public void Add(IReadOnlyList<ReceivedLog> logs) => Add(Logs, logs);

    public void Add(IReadOnlyList<ReceivedMetric> metrics) => Add(Metrics, metrics);

    private void Add<T>(List<T> all, IReadOnlyList<T> received)
    {
        lock (_lock)
        {
            all.AddRange(received);
        }
    }
}
