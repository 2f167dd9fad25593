using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Playlist.Server.Songs;

/// <summary>Kestrel hands every connection to the song endpoint to this.</summary>
internal sealed class SongConnectionHandler(
    IOptions<SongServerOptions> options,
    SongOperations operations,
    OriginalClients originalClients,
    SongAdmission admission,
    ServerTelemetry telemetry,
    TimeProvider time,
    ILogger<SongConnectionHandler> logger) : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        Log.Connected(logger, connection.ConnectionId, connection.RemoteEndPoint as IPEndPoint);
        telemetry.ConnectionOpened();
        using var session = new SongSession(connection, options.Value, operations, originalClients, admission, telemetry, time, logger);
        try
        {
            if (admission.Admit(session) is { } refusal)
            {
                await session.CloseAsync(refusal);
            }
            else
            {
                await session.RunAsync();
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            Log.ConnectionLost(logger, exception, connection.ConnectionId);
        }
        catch (Exception exception)
        {
            Log.ConnectionFailed(logger, exception, connection.ConnectionId);
        }
        finally
        {
            admission.Remove(session);
            telemetry.ConnectionEnded();
            Log.Disconnected(logger, connection.ConnectionId);
        }
    }
}
