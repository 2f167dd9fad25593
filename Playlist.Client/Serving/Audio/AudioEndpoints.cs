using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Serving.Audio;

/// <summary>
/// <c>GET /songs/{id}/audio?traceparent=00-…-01</c>: a song for a browser's audio element, with ranges. Its trace is in the address,
/// because such an element sends no header of ours.
/// </summary>
internal static class AudioEndpoints
{
    private const string Route = "/songs/{id}/audio";
    private const string TraceParameter = "traceparent";
    private const string AnyType = "application/octet-stream";

    public static void AddAudio(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<StreamFetches>();
        builder.Services.AddSingleton<SongBeginnings>();
        // ASP.NET's span of such a request would be the root of a trace of its own.
        builder.Services.LeaveOutOfTraces(IsAudio);
    }

    public static void MapAudio(this WebApplication app) => app.MapMethods(Route, [HttpMethods.Get, HttpMethods.Head], AnswerAsync);

    private static async Task AnswerAsync(HttpContext context, string id, SongClient client, StreamFetches fetches, SongBeginnings beginnings, IHostApplicationLifetime lifetime, ILogger<SongContent> logger)
    {
        var parent = Parent(context.Request);
        using var telemetry = ClientTelemetry.StartRequest(context, Route, parent);
        // A listener who pauses has a request that does not end: it must not keep this process from ending.
        using var stopping = lifetime.ApplicationStopping.Register(context.Abort);
        try
        {
            await SendAsync(context, id, parent == default ? null : parent.TraceId.ToHexString(), client, fetches, beginnings);
        }
        catch (Exception exception) when (ClientEndpoints.IsOfTheSongServer(exception))
        {
            telemetry.Fail(exception);
            if (context.Response.HasStarted)
            {
                // The browser must see that it broke off, and not take it for the song's end.
                Log.AudioBroken(logger, TerminalText.Clean(id), exception.Message);
                context.Abort();
                return;
            }

            context.Response.Clear();
            await ClientEndpoints.Problem(context, exception).ExecuteAsync(context);
        }
    }

    private static async Task SendAsync(HttpContext context, string id, string? listening, SongClient client, StreamFetches fetches, SongBeginnings beginnings)
    {
        var reply = await DescribeAsync(client, id, context.RequestAborted);
        // A browser that has enough stops reading for as long as the listener pauses: no rate is too low.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        await using var content = new SongContent(fetches, beginnings, new SongVersion(reply.Song?.Id ?? id, reply.Etag, listening), reply.Bytes ?? throw SongClient.Incomplete(SongOps.Play));
        await TypedResults.Stream(content, MediaType(reply.Type), entityTag: ClientEndpoints.EntityTag(reply.Etag), enableRangeProcessing: MayBeRange(context.Request)).ExecuteAsync(context);
    }

    /// <summary>What there is, without the audio: it is no play yet.</summary>
    private static Task<PlayReply> DescribeAsync(SongClient client, string id, CancellationToken cancellationToken) =>
        id.Length <= ClientEndpoints.MaxSongLength
            ? client.AskAsync(new PlayRequest { Op = SongOps.Play, Song = id, Audio = false }, SongJson.Default.PlayRequest, SongJson.Default.PlayReply, cancellationToken)
            : throw new SongProtocolException(SongErrorCodes.SongNotFound, $"No song has an id of over {ClientEndpoints.MaxSongLength} characters.");

    private static string MediaType(string? type) =>
        MediaTypeHeaderValue.TryParse(type, out var known) && known.MediaType!.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) ? known.MediaType : AnyType;

    // RFC 9110, section 14.2: ranges are of GET only, and those of other units than bytes are as if they were not there.
    private static bool MayBeRange(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.GetTypedHeaders().Range?.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase) != false;

    /// <returns>What the address names, else what the headers name; broken, it is as if it were not there.</returns>
    private static ActivityContext Parent(HttpRequest request)
    {
        var (traceparent, tracestate) = request.Query.TryGetValue(TraceParameter, out var named)
            ? (named.ToString(), null)
            : (request.Headers.TraceParent.ToString(), request.Headers.TraceState.ToString());
        return ActivityContext.TryParse(traceparent, tracestate, isRemote: true, out var parent) && parent.TraceId != default && parent.SpanId != default ? parent : default;
    }

    // The span begins before the request has been routed.
    private static bool IsAudio(PathString path) =>
        path.StartsWithSegments("/songs", out var song) && song.Value!.EndsWith("/audio", StringComparison.OrdinalIgnoreCase);
}
