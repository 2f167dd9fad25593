using Aspire.Hosting.Tests.Applications;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Logs;

public sealed class LogTests : TimedTest
{
    [Fact]
    public async Task What_a_process_writes_is_in_the_log_of_its_resource_and_of_no_other()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("one");
        builder.AddProbe("other");
        await using var app = await builder.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("one", Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("other", Cancellation);

        await app.PostAsync("one", "/write?text=h%C3%A9llo&isError=false", Cancellation);
        await app.PostAsync("one", "/write?text=oh%20no&isError=true", Cancellation);

        var lines = await ReadUntilAsync(app, "one", "héllo", "oh no");
        Assert.False(lines.Single(line => line.Content == "héllo").IsErrorMessage);
        Assert.True(lines.Single(line => line.Content == "oh no").IsErrorMessage);
        Assert.DoesNotContain("héllo", await app.LogAsync("other", Cancellation));
        Assert.Equal(Enumerable.Range(1, lines.Count), lines.Select(line => line.LineNumber));
    }

    [Fact]
    public async Task Replicas_have_a_log_each_and_one_together()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProject<Projects.Probe>("probe").WithEnvironment("PROBE_EXIT_CODE", "1").WithReplicas(2);
        await using var app = await builder.StartAsync(Cancellation);

        foreach (var id in app.Instances("probe"))
        {
            await app.ResourceNotifications.WaitForResourceAsync("probe", current => current.ResourceId == id && current.Snapshot.State?.Text == KnownResourceStates.Finished, Cancellation);
        }

        Assert.Equal(2, (await app.LogAsync("probe", Cancellation)).Count(line => line == "Ends at once, as it was told."));
    }

    [Fact]
    public async Task Logs_are_files_too()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("probe");
        string id;
        await using (var app = await builder.StartAsync(Cancellation))
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync("probe", Cancellation);
            id = app.Instances("probe")[0];
            await app.PostAsync("probe", "/write?text=kept&isError=false", Cancellation);
            await ReadUntilAsync(app, "probe", "kept");
        }

        var file = Assert.Single(Directory.GetFiles(Path.Combine(Environment.GetEnvironmentVariable("XDG_STATE_HOME")!, "playlist-aspire", "logs"), $"{id}.log", SearchOption.AllDirectories));
        Assert.Contains("kept", await File.ReadAllLinesAsync(file, Cancellation));
    }

    private async Task<List<LogLine>> ReadUntilAsync(DistributedApplication app, string name, params string[] expected)
    {
        var lines = new List<LogLine>();
        await foreach (var batch in app.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(app.Resource(name)).WithCancellation(Cancellation))
        {
            lines.AddRange(batch);
            if (!expected.Except(lines.Select(line => line.Content)).Any())
            {
                return lines;
            }
        }

        throw new InvalidOperationException($"The log of '{name}' has ended.");
    }
}
