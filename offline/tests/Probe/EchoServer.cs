using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Probe;

/// <summary>Tells each client the process's id, in a line, and then echoes what it sends until it has sent all.</summary>
internal sealed class EchoServer(int port) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        while (!stoppingToken.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(stoppingToken);
            _ = EchoAsync(client, stoppingToken);
        }
    }

    private static async Task EchoAsync(TcpClient client, CancellationToken stoppingToken)
    {
        using (client)
        {
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"), stoppingToken);
            await stream.CopyToAsync(stream, stoppingToken);
        }
    }
}
