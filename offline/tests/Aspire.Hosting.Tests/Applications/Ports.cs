using System.Net.Sockets;

namespace Aspire.Hosting.Tests.Applications;

internal static class Ports
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    public static async Task WaitUntilListeningAsync(int port, CancellationToken cancellationToken)
    {
        while (!await IsListeningAsync(port, cancellationToken))
        {
            await Task.Delay(Interval, cancellationToken);
        }
    }

    public static async Task<bool> IsListeningAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("localhost", port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
