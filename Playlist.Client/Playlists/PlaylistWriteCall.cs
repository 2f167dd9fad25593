using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using Playlist.Client.Songs;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Playlists;

/// <summary>A write of a playlist; a refusal with <c>conflict</c> tells the playlist's state beside the error.</summary>
internal sealed class PlaylistWriteCall<TRequest>(TRequest request, JsonTypeInfo<TRequest> requestType) : SongCall<TRequest, PlaylistReply>(request, requestType, SongJson.Default.PlaylistReply)
    where TRequest : SongRequest
{
    // {"id":8,"ok":false,"error":{"code":"conflict","message":"…"},"playlist":{…,"version":9,…},"total":12,"offset":0,"songs":[…]}
    protected override SongProtocolException Refusal(SongReply head, ReadOnlySequence<byte> line) =>
        head.Error is { Code: SongErrorCodes.Conflict } error
            ? new PlaylistConflictException(error.Message, SongLine.Parse(line, SongJson.Default.PlaylistReply))
            : base.Refusal(head, line);
}
