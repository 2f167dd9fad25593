using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);

if (builder.Configuration.GetValue<bool>("Fails"))
{
    throw new InvalidOperationException("As it was told.");
}

var bus = builder.AddConnectionString("bus");

builder.AddProject<Projects.Probe>("probe")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(bus)
    .WithEnvironment("GREETING", builder.Configuration["Greeting"]);

builder.Build().Run();
