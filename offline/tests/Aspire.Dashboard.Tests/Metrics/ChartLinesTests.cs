using System.Globalization;
using Aspire.Dashboard.Metrics;
using Aspire.Dashboard.Telemetry;
using Microsoft.Extensions.Time.Testing;
using Playlist.Otlp;
using static Aspire.Dashboard.TestSupport.Received;

namespace Aspire.Dashboard.Tests.Metrics;

/// <summary>Which lines a chart has, and what they are called.</summary>
public sealed class ChartLinesTests
{
    private readonly MetricStore _store = new(new TelemetryLimits(), new FakeTimeProvider(Beginning.AddSeconds(4)));

    [Fact]
    public void Lines_are_called_by_the_instrument_when_there_is_one()
    {
        Add(1, "server", "abcdefgh", ("route", "/play"));

        Assert.Equal(["songs"], Names());
    }

    [Fact]
    public void Lines_are_called_by_the_attributes_that_differ()
    {
        Add(1, "server", "abcdefgh", ("method", "GET"), ("route", "/play"), ("code", "200"));
        Add(2, "server", "abcdefgh", ("method", "GET"), ("route", "/stop"), ("code", "404"));
        Add(3, "server", "abcdefgh", ("method", "GET"), ("code", "404"));

        Assert.Equal(["code=404", "code=404, route=/stop", "code=200, route=/play"], Names());
    }

    [Fact]
    public void Lines_are_called_by_the_service_when_each_has_one_replica()
    {
        Add(1, "server", "abcdefgh");
        Add(2, "client", "hgfedcba");

        Assert.Equal(["client", "server"], Names());
    }

    [Fact]
    public void Lines_are_called_by_the_replica_when_a_service_has_several()
    {
        Add(1, "server", "abcdefgh", ("route", "/play"));
        Add(2, "server", "hgfedcba", ("route", "/stop"));

        Assert.Equal(["server-hgfedcba, route=/stop", "server-abcdefgh, route=/play"], Names());
    }

    [Fact]
    public void Lines_are_those_that_have_the_attributes_looked_for()
    {
        Add(1, "server", "abcdefgh", ("route", "/play"), ("service", "not the process's"));
        Add(2, "server", "hgfedcba", ("route", "/stop"));
        Add(3, "client", "aaaaaaaa", ("route", "/stop"));

        Assert.Equal(["client", "server"], Names(("route", "/stop")));
        Assert.Equal([2], Values(("route", "/stop"), ("service", "server")));
        Assert.Equal([1], Values(("instance", "abcdefgh")));
        Assert.Equal([3], Values(("service", "client")));
        Assert.Empty(Values(("route", "/none")));
        Assert.Empty(Values(("none", "/stop")));
    }

    [Fact]
    public void Attributes_are_all_that_a_line_could_be_told_by_whatever_is_looked_for()
    {
        Add(1, "server", "hgfedcba", ("route", "/stop"), ("code", "200"), ("service", "not the process's"));
        Add(2, "client", "abcdefgh", ("route", "/play"));

        var choices = Chart(("route", "/play")).Attributes;

        Assert.Equal(
            ["service: client server", "instance: abcdefgh hgfedcba", "code:  200", "route: /play /stop"],
            choices.Select(choice => $"{choice.Key}: {string.Join(' ', choice.Values)}"));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    public void Lines_are_the_twelve_of_the_highest_newest_value(int lines)
    {
        for (var i = 1; i <= lines; i++)
        {
            Add(i, "server", "abcdefgh", ("number", i.ToString(CultureInfo.InvariantCulture)));
        }

        var chart = Chart();

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"number={lines - i}"), chart.Lines.Select(line => line.Name));
        Assert.Equal(lines, chart.TotalLines);
    }

    private void Add(double value, string service, string instance, params (string Key, string Value)[] attributes) =>
        _store.Add([Metric(MetricKind.Gauge, Point(value, 0, Attributes(attributes))) with { Resource = Process(service, instance) }]);

    private IEnumerable<string> Names(params (string Key, string Value)[] where) => Chart(where).Lines.Select(line => line.Name);

    private IEnumerable<double?> Values(params (string Key, string Value)[] where) => Chart(where).Lines.Select(line => line.Values[0]);

    private ChartView Chart(params (string Key, string Value)[] where) =>
        _store.GetChart(new ChartQuery("Playlist.Server", "songs", [.. where.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))], TimeSpan.FromSeconds(5), AsRate: false))!;
}
