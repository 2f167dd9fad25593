using System.Text.Json;
using Playlist.Server.Tests.Hosting;
using Playlist.Testing;

namespace Playlist.Server.Tests.Playlists;

/// <summary>A connection on which playlists are asked for and written.</summary>
internal sealed class PlaylistClient(SongConnection connection) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task<PlaylistClient> ConnectAsync(SongServer server, CancellationToken cancellationToken) => new(await server.ConnectAsync(cancellationToken));

    /// <param name="request">Its members, but for the id.</param>
    public Task<JsonElement> AskAsync(object request, CancellationToken cancellationToken)
    {
        var members = JsonSerializer.Serialize(request, Options);
        return connection.AskAsync($$"""{"id":1,{{members[1..]}}""", cancellationToken);
    }

    /// <summary>Makes a playlist of these songs.</summary>
    /// <returns>Its id and version.</returns>
    public async Task<(string Id, long Version)> CreateAsync(string name, IReadOnlyList<string> songs, CancellationToken cancellationToken)
    {
        var created = (await AskAsync(new { op = "playlist.create", name }, cancellationToken)).GetProperty("playlist");
        var (id, version) = (created.Text("id"), created.Number("version"));
        if (songs.Count > 0)
        {
            var added = await AskAsync(new { op = "playlist.add", playlist = id, version, songs }, cancellationToken);
            Assert.True(added.IsOk(), added.ToString());
            version = added.Version();
        }

        return (id, version);
    }

    /// <summary>The titles of all songs, over as many pages as that takes.</summary>
    public async Task<List<string>> SongsAsync(string playlist, CancellationToken cancellationToken)
    {
        var songs = new List<string>();
        while (true)
        {
            var reply = await AskAsync(new { op = "playlist", playlist, offset = songs.Count, limit = 1000 }, cancellationToken);
            Assert.True(reply.IsOk(), reply.ToString());
            songs.AddRange(reply.GetProperty("songs").EnumerateArray().Select(song => song.Text("title")));
            if (songs.Count == reply.Number("total"))
            {
                return songs;
            }

            Assert.NotEqual(0, reply.GetProperty("songs").GetArrayLength());
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}

internal static class PlaylistReplies
{
    public static long Version(this JsonElement reply) => reply.GetProperty("playlist").Number("version");
}
