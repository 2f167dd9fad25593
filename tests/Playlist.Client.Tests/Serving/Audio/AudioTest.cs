using System.Net.Http.Headers;
using Playlist.Client.Serving.Audio;
using Playlist.Client.Tests.Songs;

namespace Playlist.Client.Tests.Serving.Audio;

/// <summary>A test with a client that serves one song, Lover.</summary>
public abstract class AudioTest : ServedTest
{
    /// <summary>More than two blocks.</summary>
    protected const int Bytes = SongContent.FirstBlockBytes + SongContent.BlockBytes + 1000;

    protected byte[] Song { get; private set; } = [];

    protected string Etag => $"\"{FakeSongServer.Etag(Song)}\"";

    public override ValueTask InitializeAsync()
    {
        SetSong(Bytes);
        return base.InitializeAsync();
    }

    /// <summary>Lover is so long, and no two of its parts are the same.</summary>
    protected void SetSong(int bytes)
    {
        Song = new byte[bytes];
        new Random(bytes).NextBytes(Song);
        Server.Audio["lover"] = Song;
    }

    protected Task<HttpResponseMessage> GetAsync(string? range = null, string query = "", Action<HttpRequestHeaders>? headers = null, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, "/songs/lover/audio" + query);
        if (range is not null)
        {
            request.Headers.TryAddWithoutValidation("Range", range);
        }

        headers?.Invoke(request.Headers);
        return Served.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }
}
