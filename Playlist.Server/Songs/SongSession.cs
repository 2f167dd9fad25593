using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Playlist.Protocol.Songs;

namespace Playlist.Server.Songs;

/// <summary>One connection, from its first byte to its last.</summary>
internal sealed class SongSession : IDisposable
{
    // How long a client may take to hear why it is sent away, and to go.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);
    private const long FarewellBytes = 1024 * 1024;

    private readonly ConnectionContext _connection;
    private readonly SongServerOptions _options;
    private readonly SongOperations _operations;
    private readonly OriginalClients _originalClients;
    private readonly SongAdmission _admission;
    private readonly ServerTelemetry _telemetry;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private SongProtocolException? _dismissal;

    public SongSession(ConnectionContext connection, SongServerOptions options, SongOperations operations, OriginalClients originalClients, SongAdmission admission, ServerTelemetry telemetry, TimeProvider time, ILogger logger)
    {
        (_connection, _options, _operations, _originalClients, _admission, _telemetry, _time, _logger) = (connection, options, operations, originalClients, admission, telemetry, time, logger);
        Input = new SongInput(connection.Transport.Input, options, time);
        Output = new SongOutput(connection.Transport.Output, options.WriteTimeout, time);
        Streams = new SongStreams(this, options, telemetry, logger);
    }

    public string Id => _connection.ConnectionId;

    public IPAddress Address => (_connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;

    public SongInput Input { get; }

    public SongOutput Output { get; }

    public SongStreams Streams { get; }

    /// <summary>The server is stopping: why requests are refused.</summary>
    public SongProtocolException? GoingAway { get; private set; }

    /// <summary>Sends this client away, if it has asked for nothing yet, to make room for another.</summary>
    public void Dismiss(SongProtocolException reason)
    {
        Volatile.Write(ref _dismissal, reason);
        Input.Wake();
    }

    /// <summary>Serves the client until it or the server has had enough.</summary>
    public async Task RunAsync()
    {
        using var drain = _time.CreateTimer(_ => Streams.BreakOff(GoingAway!), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var closeRequested = _connection.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().ConnectionClosedRequested.Register(() =>
        {
            GoingAway = new SongProtocolException(SongErrorCodes.GoingAway, "The server is stopping: connect again in a moment.");
            drain.Change(_options.DrainTimeout, Timeout.InfiniteTimeSpan);
            Input.Wake();
        });
        using var outputClosed = Output.Closed.Register(Input.Wake);

        SongProtocolException? reason = null;
        try
        {
            await ServeAsync();
            await Streams.WhenEndedAsync();
        }
        catch (SongProtocolException exception)
        {
            reason = exception;
            Streams.BreakOff(exception);
        }
        catch (OperationCanceledException) when (Output.Closed.IsCancellationRequested)
        {
            // The output knows whether it was the client's fault.
        }
        catch
        {
            Output.Close();
            throw;
        }
        finally
        {
            await Streams.WhenEndedAsync();
        }

        await CloseAsync(reason ?? Output.Failure);
    }

    /// <summary>Tells the client why, so that it can read it, and ends the connection.</summary>
    public async Task CloseAsync(SongProtocolException? reason)
    {
        SongReply? lastWords = null;
        if (reason is not null)
        {
            _telemetry.LimitReached(reason.Code);
            Log.ConnectionClosed(_logger, Id, _connection.RemoteEndPoint as IPEndPoint, reason.Code);
            lastWords = new SongReply { Ok = false, Error = new SongError(reason.Code, reason.Message) };
        }

        if (!await Output.TryFinishAsync(lastWords, Farewell))
        {
            _connection.Abort();
            return;
        }

        try
        {
            _connection.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return;
        }

        if (_admission.TryLinger())
        {
            try
            {
                await Input.DrainAsync(Farewell, FarewellBytes);
            }
            finally
            {
                _admission.Lingered();
            }
        }
    }

    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
    }

    private async Task ServeAsync()
    {
        Input.Quiet = OriginalClients.Quiet;
        while (true)
        {
            var result = await Input.ReadAsync();
            var unread = result.Buffer;
            try
            {
                if (Input.Quiet is not null && AnswerOriginalClient(unread, result.IsCompleted) is { } answer)
                {
                    unread = unread.Slice(unread.End);
                    await Output.WriteAsync(answer);
                    return;
                }

                while (TryReadLine(ref unread, result.IsCompleted, out var line))
                {
                    if (Input.Quiet is not null)
                    {
                        Input.Quiet = null;
                        _admission.HasAsked(this);
                    }

                    await _operations.AnswerAsync(line, this);
                }

                await Output.FlushAsync();
            }
            finally
            {
                Input.AdvanceTo(result, unread.Start);
            }

            if (result.IsCompleted || (GoingAway is not null && !Input.IsHeld))
            {
                return;
            }

            Output.Closed.ThrowIfCancellationRequested();
            if (Volatile.Read(ref _dismissal) is { } dismissal)
            {
                throw dismissal;
            }
        }
    }

    /// <summary>Answers what a connection begins with, as soon as it counts as complete, also without a line end, if it is of section 5.</summary>
    private byte[]? AnswerOriginalClient(ReadOnlySequence<byte> unread, bool ended)
    {
        try
        {
            return TryReadLine(ref unread, ended || Input.IsQuiet, out var request) ? _originalClients.TryAnswer(request, GoingAway) : null;
        }
        catch (SongProtocolException tooLong) when (unread.FirstSpan[0] != '{')
        {
            return _originalClients.TryAnswer(unread, tooLong);
        }
    }

    /// <summary>Takes a line, or, when nothing more will come, the rest.</summary>
    private bool TryReadLine(ref ReadOnlySequence<byte> unread, bool ended, out ReadOnlySequence<byte> line)
    {
        if (SongLine.TryRead(ref unread, _options.MaxLineBytes, out line))
        {
            return true;
        }

        line = SongLine.WithoutCarriageReturn(unread);
        unread = ended ? unread.Slice(unread.End) : unread;
        return ended && !line.IsEmpty;
    }
}
