using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using Playlist.Protocol.Songs;
using Polly;
using Polly.Retry;

namespace Playlist.Client.Songs;

/// <summary>Asks a song server, over one connection that all requests share and that is opened again whenever it was lost.</summary>
/// <remarks>
/// Each request has <see cref="SongClientOptions.RequestTimeout"/> for its reply. Until then it is sent again when the server cannot be
/// reached, goes away, or refuses with <c>going_away</c>. A stream that has begun is not begun again: see <see cref="SongRange"/>.
/// </remarks>
public sealed class SongClient : IAsyncDisposable
{
    private static readonly TimeSpan FirstReconnectDelay = TimeSpan.FromMilliseconds(100);

    private readonly SongServerAddress _address;
    private readonly SongClientOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _attempts;
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly CancellationTokenSource _disposed = new();
    private SongServerConnection? _connection;

    internal SongClient(SongServerAddress address, IOptions<SongClientOptions> options, TimeProvider time, ILogger<SongClient> logger)
    {
        _address = address;
        _options = options.Value;
        _time = time;
        _logger = logger;
        _attempts = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder()
                    .Handle<SongServerUnavailableException>()
                    .Handle<SongProtocolException>(refusal => refusal.Code == SongErrorCodes.GoingAway),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstReconnectDelay,
                MaxDelay = _options.MaxReconnectDelay,
            })
            .Build();
    }

    /// <summary>The server as a person would write it: <c>localhost:5001</c>.</summary>
    public string Server => _address.ToString();

    /// <summary>Ends when the connection that is open now is lost; at once when none is open.</summary>
    public Task Disconnected => _connection is { IsUsable: true } connection ? connection.Closed : Task.CompletedTask;

    /// <summary>What the server is, and how much it allows on one connection.</summary>
    /// <inheritdoc cref="PlayAsync" path="/exception"/>
    public Task<HelloReply> HelloAsync(CancellationToken cancellationToken) =>
        AskAsync(
            new HelloRequest { Op = SongOps.Hello, Client = _options.Name }, SongJson.Default.HelloRequest, SongJson.Default.HelloReply, cancellationToken);

    /// <summary>Asks whether the server answers.</summary>
    /// <inheritdoc cref="PlayAsync" path="/exception"/>
    public Task PingAsync(CancellationToken cancellationToken) =>
        AskAsync(
            new SongRequest { Op = SongOps.Ping }, SongJson.Default.SongRequest, SongJson.Default.SongReply, cancellationToken);

    /// <summary>Asks for a song. Ends when the server has replied; its audio arrives in what is returned.</summary>
    /// <param name="song">The song's id, title, or <c>Title - Artist</c>.</param>
    /// <exception cref="SongProtocolException">The server refuses: its code and its words.</exception>
    /// <exception cref="SongServerUnavailableException">No reply within <see cref="SongClientOptions.RequestTimeout"/>.</exception>
    public Task<Streamed<PlayReply>> PlayAsync(string song, SongRange range, CancellationToken cancellationToken) =>
        StreamAsync(
            new PlayRequest { Op = SongOps.Play, Song = song, From = range.From is 0 ? null : range.From, To = range.To, Etag = range.Etag },
            SongJson.Default.PlayRequest,
            SongJson.Default.PlayReply,
            song,
            cancellationToken);

    /// <summary>The server's reply lacks what it must have.</summary>
    internal static SongProtocolException Incomplete(string op) =>
        new(SongErrorCodes.InternalError, $"The song server answered '{op}' incompletely: it may be of another version than this client.");

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>Asks for what one line answers. The request's operation names the call in telemetry.</summary>
    /// <inheritdoc cref="PlayAsync" path="/exception"/>
    internal Task<TReply> AskAsync<TRequest, TReply>(TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TReply> replyType, CancellationToken cancellationToken)
        where TRequest : SongRequest
        where TReply : SongReply =>
        AskAsync(request, request => new SongCall<TRequest, TReply>(request, requestType, replyType), cancellationToken);

    /// <param name="create">Makes the call of each attempt.</param>
    /// <inheritdoc cref="PlayAsync" path="/exception"/>
    internal async Task<TReply> AskAsync<TRequest, TReply>(TRequest request, Func<TRequest, SongCall<TRequest, TReply>> create, CancellationToken cancellationToken)
        where TRequest : SongRequest
        where TReply : SongReply
    {
        using var telemetry = ClientTelemetry.StartCall(request.Op!);
        return (await AskAsync(telemetry, request, create, cancellationToken)).Reply;
    }

    /// <summary>Asks for what a stream follows. Ends when the server has replied.</summary>
    /// <inheritdoc cref="PlayAsync" path="/exception"/>
    internal async Task<Streamed<TReply>> StreamAsync<TRequest, TReply>(
        TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TReply> replyType, string song, CancellationToken cancellationToken)
        where TRequest : SongRequest
        where TReply : SongReply
    {
        var telemetry = ClientTelemetry.StartCall(request.Op!, song);
        try
        {
            var (reply, call, connection) = await AskAsync(telemetry, request, request => new StreamCall<TRequest, TReply>(request, requestType, replyType, _options.MaxUnreadAudioBytes), cancellationToken);
            telemetry.SetSong((reply as PlayReply)?.Song);
            var stream = (StreamCall<TRequest, TReply>)call;
            return new Streamed<TReply>(connection, stream, reply, stream.Content, stream.Ended, telemetry);
        }
        catch
        {
            telemetry.Dispose();
            throw;
        }
    }

    private async Task<(TReply Reply, SongCall<TRequest, TReply> Call, SongServerConnection Connection)> AskAsync<TRequest, TReply>(
        ClientTelemetry.Call telemetry, TRequest request, Func<TRequest, SongCall<TRequest, TReply>> create, CancellationToken cancellationToken)
        where TRequest : SongRequest
        where TReply : SongReply
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token, _disposed.Token);
        var traced = (TRequest)(request with { Traceparent = telemetry.Traceparent, Tracestate = telemetry.Tracestate });
        SongServerUnavailableException? unavailable = null;
        try
        {
            return await _attempts.ExecuteAsync(
                async token =>
                {
                    try
                    {
                        var connection = await ConnectAsync(token);
                        telemetry.SetServer(connection.Server.Host, connection.Server.Port);
                        var call = create(traced);
                        return (await AskAsync(connection, call, token, cancellationToken), call, connection);
                    }
                    catch (SongServerUnavailableException exception)
                    {
                        unavailable = exception;
                        throw;
                    }
                },
                deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
            var explained = Explain(unavailable);
            telemetry.Fail(explained);
            throw explained;
        }
        catch (Exception exception)
        {
            telemetry.Fail(exception);
            throw;
        }
    }

    private static async Task<TReply> AskAsync<TRequest, TReply>(SongServerConnection connection, SongCall<TRequest, TReply> call, CancellationToken deadline, CancellationToken cancellationToken)
        where TRequest : SongRequest
        where TReply : SongReply
    {
        try
        {
            await connection.SendAsync(call, deadline);
            return await call.Answer.WaitAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                // It took too long: the next request had better not wait behind this one.
                connection.Retire();
            }

            await connection.AbandonAsync(call);
            throw;
        }
    }

    private async Task<SongServerConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsUsable: true } open)
        {
            return open;
        }

        await _connecting.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { IsUsable: true } opened)
            {
                return opened;
            }

            var connection = await SongServerConnection.ConnectAsync(await _address.ResolveAsync(cancellationToken), _options, _time, cancellationToken);
            Log.ServerConnected(_logger, connection.Server.Host, connection.Server.Port);
            // The old one may still carry streams: it closes by itself after the last.
            return _connection = connection;
        }
        finally
        {
            _connecting.Release();
        }
    }

    private SongServerUnavailableException Explain(SongServerUnavailableException? last) =>
        last is null or { IsTimeout: true }
            ? new($"The song server at {Server} did not answer within {_options.RequestTimeout.TotalSeconds} s. Is it running, and is this its address?", last) { IsTimeout = true }
            : new($"The song server at {Server} cannot be reached ({last.Message.TrimEnd('.')}). Start it, or name another one.", last);
}
