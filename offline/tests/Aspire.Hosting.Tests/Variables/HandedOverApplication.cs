using Aspire.Hosting.Tests.Applications;

namespace Aspire.Hosting.Tests.Variables;

/// <summary>A caller that refers to two replicas of a worker, and twice to a broker that does not run.</summary>
public sealed class HandedOverApplication : IAsyncLifetime
{
    private DistributedApplication? _app;

    public DistributedApplication App => _app ?? throw new InvalidOperationException("Not started.");

    public IReadOnlyDictionary<string, string> Caller { get; private set; } = new Dictionary<string, string>();

    public string CallersFolder { get; private set; } = "";

    public string[] CallersArguments { get; private set; } = [];

    public string[] WorkersArguments { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var builder = Probes.CreateBuilder("--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:4444");
        var messaging = builder.AddRabbitMQ("messaging", builder.AddParameter("user", "p@ul"), builder.AddParameter("password", "p:ss/w?rd", secret: true)).WithExplicitStart();
        var worker = builder.AddProbe("my-worker")
            .WithEndpoint(scheme: "tcp", name: "raw-tcp", env: "PROBE_TCP_PORT")
            .WithArgs("of the model", 42)
            .WithReplicas(2);
        builder.AddProbe("caller")
            .WithHttpEndpoint(name: "extra")
            .WithHttpEndpoint(name: "admin", env: "ADMIN_PORT")
            .WithReference(worker)
            .WithReference(messaging)
            .WithReference(messaging, connectionName: "bus");

        _app = await builder.StartAsync(cancellationToken);
        Caller = await _app.GetEnvironmentAsync("caller", cancellationToken);
        CallersFolder = await _app.GetAsync<string>("caller", "/folder", cancellationToken);
        CallersArguments = await _app.GetAsync<string[]>("caller", "/arguments", cancellationToken);
        WorkersArguments = await _app.GetAsync<string[]>("my-worker", "/arguments", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
