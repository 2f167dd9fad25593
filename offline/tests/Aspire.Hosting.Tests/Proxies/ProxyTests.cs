using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.Testing;
using Aspire.Hosting.Tests.Applications;

namespace Aspire.Hosting.Tests.Proxies;

/// <summary>One endpoint before all processes of a resource.</summary>
public sealed class ProxyTests : TimedTest
{
    [Fact]
    public async Task Connections_are_spread_over_the_replicas_in_turn()
    {
        await using var app = await StartAsync(replicas: 3);

        var processes = new List<int>();
        for (var i = 0; i < 9; i++)
        {
            using var client = await ConnectAsync(app);
            processes.Add(await ReadProcessIdAsync(client));
        }

        Assert.Equal(app.Instances("probe").Select(app.ProcessId).Order(), processes.Distinct().Order());
        Assert.All(processes.CountBy(id => id), group => Assert.Equal(3, group.Value));
    }

    [Fact]
    public async Task Stopped_replica_gets_no_connections()
    {
        await using var app = await StartAsync(replicas: 2);
        var ids = app.Instances("probe");
        await app.ResourceCommands.ExecuteCommandAsync(ids[0], KnownResourceCommands.StopCommand, Cancellation);

        for (var i = 0; i < 4; i++)
        {
            using var client = await ConnectAsync(app);
            Assert.Equal(app.ProcessId(ids[1]), await ReadProcessIdAsync(client));
        }
    }

    [Fact]
    public async Task Connection_is_held_until_a_process_listens()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("probe").WithEndpoint(scheme: "tcp", env: "PROBE_TCP_PORT").WithExplicitStart();
        await using var app = await builder.StartAsync(Cancellation);
        using var client = await ConnectAsync(app);
        var reading = ReadProcessIdAsync(client);
        Assert.False(reading.IsCompleted);

        await app.ResourceCommands.ExecuteCommandAsync("probe", KnownResourceCommands.StartCommand, Cancellation);

        Assert.Equal(app.ProcessId("probe"), await reading);
    }

    [Fact]
    public async Task Half_closed_connection_still_gets_every_byte_back()
    {
        await using var app = await StartAsync(replicas: 1);
        using var client = await ConnectAsync(app);
        await ReadProcessIdAsync(client);
        var sent = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("0123456789", 100_000)));
        var received = new MemoryStream();

        var receiving = client.GetStream().CopyToAsync(received, Cancellation);
        await client.GetStream().WriteAsync(sent, Cancellation);
        client.Client.Shutdown(SocketShutdown.Send);
        await receiving;

        Assert.Equal(sent, received.ToArray());
    }

    [Fact]
    public async Task Connection_ends_when_its_process_is_killed()
    {
        await using var app = await StartAsync(replicas: 1);
        using var client = await ConnectAsync(app);
        await ReadProcessIdAsync(client);

        using var process = System.Diagnostics.Process.GetProcessById(app.ProcessId("probe"));
        process.Kill();

        var received = -1;
        try
        {
            received = await client.GetStream().ReadAsync(new byte[1], Cancellation);
        }
        catch (IOException)
        {
            received = 0;
        }

        Assert.Equal(0, received);
    }

    [Fact]
    public async Task Two_applications_of_one_AppHost_do_not_collide()
    {
        await using var one = await StartAsync(replicas: 2);
        await using var other = await StartAsync(replicas: 2);

        using var client = await ConnectAsync(one);
        using var otherClient = await ConnectAsync(other);

        Assert.Contains(await ReadProcessIdAsync(client), one.Instances("probe").Select(one.ProcessId));
        Assert.Contains(await ReadProcessIdAsync(otherClient), other.Instances("probe").Select(other.ProcessId));
    }

    [Fact]
    public async Task Endpoint_without_a_proxy_is_the_process_itself()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("probe").WithEndpoint(scheme: "tcp", env: "PROBE_TCP_PORT", isProxied: false);
        await using var app = await builder.StartAsync(Cancellation);

        var environment = await app.GetEnvironmentAsync("probe", Cancellation);

        Assert.Equal($"{app.GetEndpoint("probe", "tcp").Port}", environment["PROBE_TCP_PORT"]);
    }

    [Fact]
    public async Task Endpoint_without_a_proxy_cannot_have_replicas()
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("probe").WithEndpoint(scheme: "tcp", env: "PROBE_TCP_PORT", isProxied: false).WithReplicas(2);

        await Assert.ThrowsAsync<DistributedApplicationException>(() => builder.StartAsync(Cancellation));
    }

    private async Task<DistributedApplication> StartAsync(int replicas)
    {
        var builder = Probes.CreateBuilder();
        builder.AddProbe("probe").WithEndpoint(scheme: "tcp", env: "PROBE_TCP_PORT").WithReplicas(replicas);
        var app = await builder.StartAsync(Cancellation);

        // All replicas listen; health says so of one only.
        foreach (var id in app.Instances("probe"))
        {
            var port = int.Parse(app.Snapshot(id).EnvironmentVariables.Single(variable => variable.Name == "PROBE_TCP_PORT").Value!, CultureInfo.InvariantCulture);
            await Ports.WaitUntilListeningAsync(port, Cancellation);
        }

        return app;
    }

    private async Task<TcpClient> ConnectAsync(DistributedApplication app)
    {
        var client = new TcpClient();
        await client.ConnectAsync("localhost", app.GetEndpoint("probe", "tcp").Port, Cancellation);
        return client;
    }

    private async Task<int> ReadProcessIdAsync(TcpClient client)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await client.GetStream().ReadExactlyAsync(one, Cancellation);
            if (one[0] == '\n')
            {
                return int.Parse(line.ToString(), CultureInfo.InvariantCulture);
            }

            line.Append((char)one[0]);
        }
    }
}
