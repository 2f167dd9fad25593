using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Playlist.Protocol.Songs;

namespace Playlist.Server.Songs;

/// <summary>The operations by name, and what is the same for all of them: telemetry, refusals, failures.</summary>
internal sealed class SongOperations(IServiceProvider services, IEnumerable<SongOperationName> names, ServerTelemetry telemetry, ILogger<SongOperations> logger)
{
    private readonly FrozenDictionary<string, ISongOperation> _operations =
        names.ToFrozenDictionary(name => name.Value, name => services.GetRequiredKeyedService<ISongOperation>(name.Value));

    private readonly string _known = string.Join(", ", names.Select(name => name.Value));

    /// <summary>Answers one line of a client's, whatever it holds.</summary>
    public async ValueTask AnswerAsync(ReadOnlySequence<byte> line, SongSession session)
    {
        SongRequest? request = null;
        SongProtocolException? refusal = null;
        try
        {
            request = SongRequest.Parse(line);
        }
        catch (SongProtocolException exception)
        {
            refusal = exception;
        }

        var operation = request?.Op is { } op ? _operations.GetValueOrDefault(op) : null;
        var method = operation is null ? ServerTelemetry.OtherMethod : request!.Op!;
        var call = telemetry.StartCall(method, request?.Traceparent, request?.Tracestate);
        var streaming = false;
        try
        {
            streaming = await HandleAsync();
        }
        catch (SongProtocolException exception)
        {
            Log.RequestRefused(logger, session.Id, method, exception.Code);
            await RefuseAsync(exception.Code, exception.Message);
        }
        catch (OperationCanceledException) when (session.Output.Closed.IsCancellationRequested)
        {
            call.Fail(ServerTelemetry.ConnectionClosed);
            throw;
        }
        catch (Exception exception)
        {
            Log.RequestFailed(logger, exception, session.Id, method);
            await RefuseAsync(SongErrorCodes.InternalError, "The server failed to answer this: its log tells more. Try again, or ask for something else.");
        }
        finally
        {
            if (!streaming)
            {
                call.Dispose();
            }
        }

        async ValueTask<bool> HandleAsync()
        {
            if ((refusal ?? session.GoingAway) is { } no)
            {
                throw no;
            }

            if (operation is null)
            {
                throw request!.Op is null
                    ? new SongProtocolException(SongErrorCodes.BadRequest, $"Say what to do in 'op': one of {_known}.")
                    : new SongProtocolException(SongErrorCodes.UnknownOp, $"This server does not know that 'op': it knows {_known}.");
            }

            session.Streams.ThrowIfRunning(request!.Id!.Value);
            var context = new SongCall(request.Id.Value, line, session, call);
            await operation.HandleAsync(context, session.Output.Closed);
            return context.Streaming;
        }

        ValueTask RefuseAsync(string code, string message)
        {
            call.Fail(code);
            return session.Output.WriteAsync(new SongReply { Id = request?.Id ?? ReadId(line), Ok = false, Error = new SongError(code, message) }, SongJson.Default.SongReply);
        }
    }

    /// <summary>The id of a line that cannot be read as a whole, as in <c>{"id":7,"op":[</c>, so that its client can tell which request failed.</summary>
    private static long? ReadId(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = SongProtocol.MaxDepth });
        try
        {
            while (reader.Read())
            {
                // A name with escapes may stand for no text, and comparing it would throw.
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && !reader.ValueIsEscaped && reader.ValueTextEquals("id"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id) && id is >= 0 and <= SongProtocol.MaxId ? id : null;
                }
            }
        }
        catch (JsonException)
        {
            // It breaks off before its id.
        }

        return null;
    }
}
