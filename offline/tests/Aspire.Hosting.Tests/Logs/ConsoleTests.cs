using Aspire.Hosting.Testing;
using Aspire.Hosting.Tests.Applications;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Logs;

/// <summary>What the AppHost says on its console.</summary>
public sealed class ConsoleTests : TimedTest
{
    private const string Started = "Distributed application started. Press Ctrl+C to shut down.";

    [Fact]
    public async Task Console_shows_every_resource_and_then_that_the_application_has_started()
    {
        var builder = CreateBuilder();
        var server = builder.AddProbe("server").WithEndpoint(scheme: "tcp", env: "PROBE_TCP_PORT").WithReplicas(2);
        builder.AddProbe("a-client").WaitFor(server).WithUrlForEndpoint("http", url => url.DisplayText = "Player");
        builder.AddProbe("later").WithExplicitStart();
        await using var app = await builder.StartAsync(Cancellation);

        var said = await ReadUntilAsync(app, Started);

        var (tcp, http) = (app.GetEndpoint("server", "tcp").Port, app.GetEndpoint("server", "http").Port);
        Assert.Equal(
            [
                $"server     2 × Running (healthy)   http://localhost:{http}   tcp://localhost:{tcp}",
                $"a-client   Running (healthy)       http://localhost:{app.GetEndpoint("a-client", "http").Port} (Player)",
                $"later      NotStarted              http://localhost:{app.GetEndpoint("later", "http").Port}",
            ],
            said[^2].Split('\n'));
        Assert.Equal(Started, said[^1]);
    }

    [Fact]
    public async Task Console_says_what_has_failed_and_who_waits_for_it()
    {
        var builder = CreateBuilder();
        var broken = builder.AddProbe("broken").WithEnvironment(_ => throw new InvalidOperationException("No such thing."));
        builder.AddProbe("patient").WaitFor(broken);
        await using var app = builder.Build();
        var starting = app.StartAsync(Cancellation);

        var said = await ReadUntilAsync(app, Started);

        Assert.Contains("Resource 'broken' could not be started: No such thing.", said.Select(message => message.Replace(app.Instances("broken")[0], "broken", StringComparison.Ordinal)));
        Assert.Contains("broken: FailedToStart", said);
        Assert.Contains("patient   Waiting", said[^2], StringComparison.Ordinal);
        await app.StopAsync(Cancellation);
        await Task.WhenAny(starting).WaitAsync(Cancellation);
    }

    [Fact]
    public async Task Console_says_when_a_process_has_crashed()
    {
        var builder = CreateBuilder();
        builder.AddProbe("probe");
        await using var app = await builder.StartAsync(Cancellation);
        await ReadUntilAsync(app, Started);

        Processes.Send(app.ProcessId("probe"), Processes.Kill);

        await ReadUntilAsync(app, "probe: Finished (exit code 137)");
    }

    private static IDistributedApplicationBuilder CreateBuilder()
    {
        var builder = Probes.CreateBuilder(disableDashboard: false);
        builder.Services.AddFakeLogging();
        return builder;
    }

    private async Task<List<string>> ReadUntilAsync(DistributedApplication app, string message)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (true)
        {
            var said = app.Services.GetFakeLogCollector().GetSnapshot().Where(record => record.Category == "Aspire.Hosting.DistributedApplication").Select(record => record.Message).ToList();
            if (said.IndexOf(message) is var index and >= 0)
            {
                return said[..(index + 1)];
            }

            await pause.WaitForNextTickAsync(Cancellation);
        }
    }
}
