using System.Buffers;
using System.Net.Sockets;

namespace Aspire.Hosting.Engine;

/// <summary>Copies between two connections until both directions have ended.</summary>
/// <remarks>The end of one direction is passed on at once and leaves the other open; a reset is passed on as a reset.</remarks>
internal static class Relay
{
    private const int BufferBytes = 64 * 1024;

    public static async Task RunAsync(Socket client, Socket server, CancellationToken cancellationToken)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await Task.WhenAll(CopyAsync(client, server, broken), CopyAsync(server, client, broken));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // Closing with nothing to linger for sends a reset.
            client.LingerState = server.LingerState = new LingerOption(enable: true, seconds: 0);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to, CancellationTokenSource broken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await from.ReceiveAsync(buffer, broken.Token) is var count and > 0)
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), broken.Token);
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            await broken.CancelAsync();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
