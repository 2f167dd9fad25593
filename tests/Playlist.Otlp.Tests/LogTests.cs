using Microsoft.Extensions.Logging;
using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Tests;

public sealed class LogTests
{
    [Fact]
    public async Task Logs_gives_every_field_of_a_record()
    {
        var sent = Exports.Log();
        await using var host = await OtlpHost.StartAsync();

        Assert.Null(await host.ExportAsync("logs", Exports.Logs(sent)));

        var log = Assert.Single(host.Logs);
        Assert.Equal(("server", "Playlist.Server.Disk"), (log.Resource.Service, log.Category));
        Assert.Equal(((long)Exports.Start, LogLevel.Warning, "The disk is slow"), (log.TimeNanoseconds, log.Level, log.Message));
        Assert.Equal((Exports.TraceId, Exports.SpanId), (log.TraceId, log.SpanId));
        Assert.Equal([KeyValuePair.Create("disk", "sda")], log.Attributes);
        Assert.Equal(sent.CalculateSize(), log.Bytes);
    }

    [Fact]
    public async Task Logs_takes_a_record_without_anything()
    {
        await using var host = await OtlpHost.StartAsync();

        Assert.Null(await host.ExportAsync("logs", Exports.Logs(new LogRecord { TraceId = Exports.Bytes("00"), ObservedTimeUnixNano = Exports.End })));

        var log = Assert.Single(host.Logs);
        Assert.Equal(((long)Exports.End, LogLevel.None, "", "", ""), (log.TimeNanoseconds, log.Level, log.Message, log.TraceId, log.SpanId));
        Assert.Empty(log.Attributes);
    }

    [Theory]
    [InlineData(-1, LogLevel.None)]
    [InlineData(0, LogLevel.None)]
    [InlineData(1, LogLevel.Trace)]
    [InlineData(4, LogLevel.Trace)]
    [InlineData(5, LogLevel.Debug)]
    [InlineData(9, LogLevel.Information)]
    [InlineData(12, LogLevel.Information)]
    [InlineData(16, LogLevel.Warning)]
    [InlineData(17, LogLevel.Error)]
    [InlineData(21, LogLevel.Critical)]
    [InlineData(24, LogLevel.Critical)]
    [InlineData(25, LogLevel.None)]
    public async Task Logs_takes_the_level_from_the_severity_number(int severity, LogLevel expected)
    {
        var sent = Exports.Log();
        sent.SeverityNumber = severity;
        await using var host = await OtlpHost.StartAsync();

        await host.ExportAsync("logs", Exports.Logs(sent));

        Assert.Equal(expected, Assert.Single(host.Logs).Level);
    }
}
