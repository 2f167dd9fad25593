var builder = DistributedApplication.CreateBuilder(args);

var bus = builder.AddConnectionString("bus");

builder.AddProject<Projects.Probe>("probe")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(bus)
    .WithEnvironment("GREETING", builder.Configuration["Greeting"]);

builder.Build().Run();
