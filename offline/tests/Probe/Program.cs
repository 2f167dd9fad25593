using Probe;

var options = ProbeOptions.FromEnvironment();

if (options.ExitCode is { } exitCode)
{
    Console.Error.WriteLine("Ends at once, as it was told.");
    return exitCode;
}

using var deafness = options.IgnoresSigterm ? Deafness.ToSigterm() : null;

var builder = WebApplication.CreateBuilder(args);
if (options.TcpPort is { } port)
{
    builder.Services.AddHostedService(_ => new EchoServer(port));
}

var app = builder.Build();
app.MapProbe(args);
app.Run();
return 0;
