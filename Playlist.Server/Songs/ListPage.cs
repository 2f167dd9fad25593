using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;

namespace Playlist.Server.Songs;

/// <summary>The page of a list that a request asks for (docs/song-protocol.md, section 4, "Lists").</summary>
internal readonly record struct ListPage(int Offset, int Limit)
{
    // Of a reply's line, what everything but the list takes at most: a playlist's name and an error's message are the longest.
    private const int FrameBytes = 8 * 1024;

    /// <summary>What a request gets that says nothing of pages.</summary>
    public static ListPage First => new(0, SongProtocol.DefaultListLimit);

    /// <exception cref="SongProtocolException"><c>bad_request</c>: there is no such page.</exception>
    public static ListPage Of(ListRequest request) => (request.Offset ?? 0, request.Limit ?? SongProtocol.DefaultListLimit) switch
    {
        ( < 0, _) => throw new SongProtocolException(SongErrorCodes.BadRequest, "'offset' is how many to leave out: 0 or more."),
        (_, < 1 or > SongProtocol.MaxListLimit) => throw new SongProtocolException(SongErrorCodes.BadRequest, $"'limit' is how many to list: 1 to {SongProtocol.MaxListLimit}."),
        var (offset, limit) => new ListPage(offset, limit),
    };

    /// <summary>Of a whole list, what is on this page and fits into a line.</summary>
    public IReadOnlyList<T> Of<T>(IEnumerable<T> all, JsonTypeInfo<T> type) => Fit(all.Skip(Offset).Take(Limit), type);

    /// <summary>Of what is on this page, as much as fits into a line.</summary>
    public static IReadOnlyList<T> Fit<T>(IEnumerable<T> page, JsonTypeInfo<T> type)
    {
        var room = SongProtocol.MaxReplyLineBytes - FrameBytes;
        // Measured with more escapes than a line has: never too short.
        return [.. page.TakeWhile(item => (room -= JsonSerializer.SerializeToUtf8Bytes(item, type).Length + 1) >= 0)];
    }
}
