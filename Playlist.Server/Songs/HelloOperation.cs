using Microsoft.Extensions.Options;
using Playlist.Protocol.Songs;

namespace Playlist.Server.Songs;

/// <summary><c>{"id":1,"op":"hello","client":"client-1"}</c>: what this server is and what it allows.</summary>
internal sealed class HelloOperation(IEnumerable<SongOperationName> operations, IOptions<SongServerOptions> options, ILogger<HelloOperation> logger) : ISongOperation
{
    private const int MaxLoggedName = 100;

    private readonly HelloReply _reply = new()
    {
        Server = $"{ServerTelemetry.Name}/{typeof(HelloOperation).Assembly.GetName().Version!.ToString(fieldCount: 3)}",
        Version = SongProtocol.Version,
        Ops = [.. operations.Select(operation => operation.Value)],
        Limits = new HelloLimits(options.Value.MaxLineBytes, options.Value.MaxStreamsPerConnection),
    };

    public ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        if (call.Read(SongJson.Default.HelloRequest).Client is { } client)
        {
            Log.ClientNamed(logger, call.Session.Id, client.Length <= MaxLoggedName ? client : client[..MaxLoggedName]);
        }

        return call.ReplyAsync(_reply, SongJson.Default.HelloReply);
    }
}
