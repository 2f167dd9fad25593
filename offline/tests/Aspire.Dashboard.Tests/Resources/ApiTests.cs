using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Dashboard.ConsoleLogs;
using Aspire.Dashboard.Resources;
using Aspire.Dashboard.Tests.Hosting;

namespace Aspire.Dashboard.Tests.Resources;

/// <summary>What the page asks for, as it gets it.</summary>
public sealed class ApiTests : DashboardTest
{
    [Fact]
    public async Task What_has_been_seen_is_not_sent_again_until_it_changes()
    {
        Dashboard.Application.Resources = new ResourceList("Test.AppHost", 7, [new ResourceView("server", "Project", [])]);

        var first = await Dashboard.Client.GetFromJsonAsync<JsonElement>("/api/resources?seen=6", Cancellation);
        using var same = await Dashboard.Client.GetAsync("/api/resources?seen=7", Cancellation);
        Dashboard.Application.Resources = Dashboard.Application.Resources with { Version = 8 };
        using var changed = await Dashboard.Client.GetAsync("/api/resources?seen=7", Cancellation);

        Assert.Equal("server", first.GetProperty("resources")[0].GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.NoContent, same.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Theory]
    [InlineData("/api/resources?seen=x", "'seen' is 'x': give a whole number")]
    [InlineData("/api/logs?limit=0", "'limit' is '0': give a whole number from 1 to 10000.")]
    [InlineData("/api/logs?limit=10001", "'limit' is '10001': give a whole number from 1 to 10000.")]
    [InlineData("/api/logs?level=loud", "'level' is 'loud': give one of Trace, Debug")]
    [InlineData("/api/logs?level=7", "'level' is '7'")]
    [InlineData("/api/traces?minMs=-1", "'minMs' is '-1'")]
    [InlineData("/api/traces?minMs=86400001", "'minMs' is '86400001': give a whole number from 0 to 86400000.")]
    [InlineData("/api/console?after=one", "'after' is 'one'")]
    [InlineData("/api/metrics/chart?instrument=x", "'meter' is missing")]
    [InlineData("/api/metrics/chart?meter=x", "'instrument' is missing")]
    [InlineData("/api/metrics/chart?meter=x&instrument=y&where=z", "'where' is 'z'")]
    [InlineData("/api/metrics/chart?meter=x&instrument=y&seconds=86401", "'seconds' is '86401'")]
    public async Task Bad_value_is_answered_with_what_to_give(string path, string words)
    {
        using var response = await Dashboard.Client.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Contains(words, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/logs?limit=1")]
    [InlineData("/api/logs?limit=10000&level=critical")]
    [InlineData("/api/traces?minMs=0")]
    [InlineData("/api/traces?minMs=86400000&errors=true&text=x&resource=server")]
    [InlineData("/api/metrics")]
    public async Task Value_within_its_range_is_taken(string path)
    {
        using var response = await Dashboard.Client.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/api/console?resource=nobody")]
    [InlineData("/api/traces/0af7651916cd43dd8448eb211c80319c")]
    [InlineData("/api/metrics/chart?meter=x&instrument=y")]
    public async Task What_is_not_there_is_a_404_with_words(string path)
    {
        using var response = await Dashboard.Client.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Unknown_command_is_a_404_with_words()
    {
        using var response = await Dashboard.Client.PostAsJsonAsync("/api/resources/server-x/commands/fly", new { arguments = new { } }, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("no command 'fly' of 'server-x'", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_goes_on_after_the_line_that_was_read_last()
    {
        Dashboard.Application.Lines = [.. Enumerable.Range(1, 4).Select(number => new ConsoleLine(number, "server-x", DateTime.UnixEpoch, IsError: number == 2, $"line {number}"))];

        var first = await Dashboard.Client.GetFromJsonAsync<JsonElement>("/api/console?limit=2", Cancellation);
        var second = await Dashboard.Client.GetFromJsonAsync<JsonElement>($"/api/console?after={first.GetProperty("last")}", Cancellation);

        Assert.Equal(["line 1", "line 2"], first.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("text").GetString()));
        Assert.Equal(["line 3", "line 4"], second.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("text").GetString()));
        Assert.True(first.GetProperty("lines")[1].GetProperty("isError").GetBoolean());
    }
}
