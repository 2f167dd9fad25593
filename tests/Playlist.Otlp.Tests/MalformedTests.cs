using System.Net;
using CsCheck;
using Google.Protobuf;
using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Tests;

public sealed class MalformedTests
{
    private static readonly string[] Signals = ["traces", "logs", "metrics"];

    [Theory]
    [InlineData("traces")]
    [InlineData("logs")]
    [InlineData("metrics")]
    public async Task An_export_that_was_cut_anywhere_is_answered_with_400(string signal)
    {
        var whole = Whole(signal);
        await using var host = await OtlpHost.StartAsync();

        for (var length = 1; length < whole.Length; length++)
        {
            using var response = await host.PostAsync(signal, whole[..length]);
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{length} of {whole.Length} bytes: {response.StatusCode}");
        }

        Assert.Empty(host.Spans);
        Assert.Empty(host.Logs);
        Assert.Empty(host.Metrics);
    }

    [Fact]
    public async Task A_compressed_export_that_was_cut_anywhere_is_answered_with_400()
    {
        var whole = OtlpHost.Gzip(Whole("traces"));
        await using var host = await OtlpHost.StartAsync();

        for (var length = 1; length < whole.Length; length++)
        {
            using var response = await host.PostAsync("traces", whole[..length], "gzip");
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{length} of {whole.Length} bytes: {response.StatusCode}");
        }

        Assert.Empty(host.Spans);
    }

    [Theory]
    [InlineData("traces")]
    [InlineData("logs")]
    [InlineData("metrics")]
    public async Task An_export_with_any_bit_turned_is_taken_or_refused(string signal)
    {
        var whole = Whole(signal);
        await using var host = await OtlpHost.StartAsync();

        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var turned = whole.ToArray();
            turned[bit / 8] ^= (byte)(1 << (bit % 8));
            using var response = await host.PostAsync(signal, turned);
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"bit {bit}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Bytes_of_any_kind_are_taken_or_refused()
    {
        await using var host = await OtlpHost.StartAsync();

        await Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 2].Select(i => Signals[i]), Gen.Bool.Select(gzip => gzip ? "gzip" : null)).SampleAsync(
            async (body, signal, encoding) =>
            {
                using var response = await host.PostAsync(signal, body, encoding);
                Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{response.StatusCode}");
            },
            iter: 3000);
    }

    [Theory]
    [InlineData(48, HttpStatusCode.OK)]
    [InlineData(49, HttpStatusCode.BadRequest)]
    [InlineData(2000, HttpStatusCode.BadRequest)]
    public async Task A_value_is_taken_as_deep_as_the_parser_goes_and_no_deeper(int depth, HttpStatusCode expected)
    {
        await using var host = await OtlpHost.StartAsync();

        using var response = await host.PostAsync("logs", Exports.Logs(new LogRecord { Body = Nested(depth) }).ToByteArray());

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? [new string('[', depth) + "1" + new string(']', depth)] : [], host.Logs.Select(log => log.Message));
    }

    private static AnyValue Nested(int depth) => depth == 0 ? new AnyValue { IntValue = 1 } : new AnyValue { ArrayValue = new ArrayValue { Values = { Nested(depth - 1) } } };

    private static byte[] Whole(string signal) => (signal switch
    {
        "traces" => (IMessage)Exports.Traces(Exports.Span()),
        "logs" => Exports.Logs(Exports.Log()),
        _ => Exports.Metrics(Exports.Gauge(Exports.Number(1)), Exports.Histogram(Exports.Histogram()), Exports.ExponentialHistogram(Exports.ExponentialHistogram())),
    }).ToByteArray();
}
