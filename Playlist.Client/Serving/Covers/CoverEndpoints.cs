using Microsoft.Extensions.DependencyInjection.Extensions;
using Playlist.Client.Library;
using Playlist.Client.Songs;
using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Serving.Covers;

/// <summary><c>GET /songs/{id}/cover</c>: the picture of a song's album, or one made up for it.</summary>
internal static class CoverEndpoints
{
    /// <summary>As much as a song server sends, unless it is set otherwise.</summary>
    internal const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>What browsers show, and what runs nothing. What a file's tags say of their picture is not to be trusted.</summary>
    private static readonly string[] Types = ["image/jpeg", "image/png", "image/webp", "image/gif"];

    public static void AddCovers(this IHostApplicationBuilder builder) => builder.Services.TryAddSingleton<StreamFetches>();

    public static void MapCovers(this WebApplication app) => app.MapMethods("/songs/{id}/cover", [HttpMethods.Get, HttpMethods.Head], AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpContext context, string id, SongClient client, StreamFetches fetches)
    {
        try
        {
            if (id.Length > ClientEndpoints.MaxSongLength)
            {
                throw new SongProtocolException(SongErrorCodes.SongNotFound, $"No song has an id of over {ClientEndpoints.MaxSongLength} characters.");
            }

            var cover = await FindAsync(fetches, id, context.RequestAborted);
            var generated = cover is null ? GeneratedCover.Of(await client.GetSongAsync(id, context.RequestAborted)) : null;
            context.Response.Headers.CacheControl = "private, max-age=600";
            if (generated is not null)
            {
                context.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
                return TypedResults.Bytes(generated.Svg, GeneratedCover.MediaType, entityTag: ClientEndpoints.EntityTag(generated.Etag));
            }

            return TypedResults.Bytes(cover!.Value.Bytes, cover.Value.Reply.Type, entityTag: ClientEndpoints.EntityTag(cover.Value.Reply.Etag));
        }
        catch (Exception exception) when (ClientEndpoints.IsOfTheSongServer(exception))
        {
            return ClientEndpoints.Problem(context, exception);
        }
    }

    private static async Task<(CoverReply Reply, ReadOnlyMemory<byte> Bytes)?> FindAsync(StreamFetches fetches, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await fetches.FetchCoverAsync(id, reply => Types.Contains(reply.Type) && reply.Bytes is > 0 and <= MaxBytes, cancellationToken);
        }
        catch (SongProtocolException refusal) when (refusal.Code == SongErrorCodes.CoverNotFound)
        {
            return null;
        }
    }
}
