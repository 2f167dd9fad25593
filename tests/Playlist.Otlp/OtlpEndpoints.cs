using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Playlist.Otlp.Decoding;
using Playlist.Otlp.Wire;

namespace Playlist.Otlp;

/// <summary>Receives what processes export by OTLP over HTTP as protobuf (https://opentelemetry.io/docs/specs/otlp/#otlphttp).</summary>
public static class OtlpEndpoints
{
    public const int DefaultMaxBodyBytes = 8 * 1024 * 1024;

    /// <summary>Maps POST of <c>/v1/traces</c>, <c>/v1/logs</c> and <c>/v1/metrics</c>.</summary>
    /// <param name="maxBodyBytes">The longest body, as sent and as decompressed; a longer one is answered with 413.</param>
    /// <returns>All three, for conventions and endpoint filters.</returns>
    public static IEndpointConventionBuilder MapOtlp(this IEndpointRouteBuilder endpoints, ITelemetrySink sink, int maxBodyBytes = DefaultMaxBodyBytes)
    {
        var group = endpoints.MapGroup("/v1");
        Map("/traces", TraceExport.Parser, TraceReader.Read, sink.Add);
        Map("/logs", LogExport.Parser, LogReader.Read, sink.Add);
        Map("/metrics", MetricExport.Parser, MetricReader.Read, sink.Add);
        return group;

        void Map<TExport, TItem>(string path, MessageParser<TExport> parser, Func<TExport, Rejections, List<TItem>> read, Action<IReadOnlyList<TItem>> add)
            where TExport : IMessage<TExport>
        {
            // What is not read here must not take memory either.
            var known = parser.WithDiscardUnknownFields(true);
            group.MapPost(path, async Task<IResult> (HttpRequest request) =>
            {
                TExport export;
                try
                {
                    export = await OtlpRequest.ReadAsync(request, known, maxBodyBytes);
                }
                catch (OtlpRequestException exception)
                {
                    // As OTLP asks for, although a person reads text more easily: the words are legible among the few bytes around them.
                    return new ProtobufResult(exception.StatusCode, new ErrorStatus { Message = exception.Message });
                }

                var rejections = new Rejections();
                var items = read(export, rejections);
                if (items.Count > 0)
                {
                    add(items);
                }

                return new ProtobufResult(StatusCodes.Status200OK, rejections.ToResponse());
            });
        }
    }
}
