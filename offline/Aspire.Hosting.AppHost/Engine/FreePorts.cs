using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Engine;

/// <summary>Ports for processes to listen on. They lie below those that the system gives to outgoing connections, so that none of these takes one away.</summary>
internal static class FreePorts
{
    private const int First = 20_000;
    private const int Last = 32_000;

    private static readonly HashSet<int> Given = [];

    /// <summary>A port that is free now, and that is given to nobody else in this process.</summary>
    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            lock (Given)
            {
                if (Given.Contains(port) || !IsFree(port))
                {
                    continue;
                }

                Given.Add(port);
                return port;
            }
        }
    }

    public static void Return(int port)
    {
        lock (Given)
        {
            Given.Remove(port);
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
