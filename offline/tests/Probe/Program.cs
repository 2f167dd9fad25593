using Probe;

var options = ProbeOptions.FromEnvironment();

if (options.ExitCode is { } exitCode)
{
    Console.Error.WriteLine("Ends at once, as it was told.");
    return exitCode;
}

var builder = WebApplication.CreateBuilder(args);
if (options.TcpPort is { } port)
{
    builder.Services.AddHostedService(_ => new EchoServer(port));
}

if (options.IgnoresSigterm)
{
    builder.Services.AddSingleton<IHostLifetime, DeafLifetime>();
}

var app = builder.Build();
app.MapProbe(args);
app.Run();
return 0;
