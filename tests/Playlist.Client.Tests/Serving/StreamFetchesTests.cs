using Playlist.Client.Serving;
using Playlist.Client.Tests.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Serving;

public sealed class StreamFetchesTests : IAsyncDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly TestSongClient _client;
    private readonly StreamFetches _fetches;

    public StreamFetchesTests()
    {
        _client = TestSongClient.Create($"SongClient:Server={_server.Address}");
        _fetches = new StreamFetches(_client.Client);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _fetches.Dispose();
        await _client.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task The_fifth_at_once_waits_until_one_of_the_four_has_ended()
    {
        var hello = _client.Client.HelloAsync(Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);
        await peer.ReplyAsync("", Cancellation);
        await hello;

        var fetching = Enumerable.Range(0, StreamFetches.MaxAtOnce + 1).Select(_ => _fetches.FetchAsync("lover", null, 0, new byte[1], Cancellation)).ToList();
        var ids = new List<long>();
        for (var i = 0; i < StreamFetches.MaxAtOnce; i++)
        {
            ids.Add(await peer.ReplyAsync(""","bytes":1""", Cancellation));
        }

        // Had the fifth been sent, it would be before this one.
        var ping = _client.Client.PingAsync(Cancellation);
        var request = await peer.ReadAsync(Cancellation);
        Assert.Equal("ping", request.GetProperty("op").GetString());
        await peer.SendAsync($$"""{"id":{{request.GetProperty("id")}},"ok":true}""" + "\n", Cancellation);
        await ping;

        await EndAsync(peer, ids[0]);
        ids.Add(await peer.ReplyAsync(""","bytes":1""", Cancellation));
        foreach (var id in ids[1..])
        {
            await EndAsync(peer, id);
        }

        await Task.WhenAll(fetching);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_is_less_or_more_than_was_asked_for_is_not_taken(int bytes)
    {
        var fetching = _fetches.FetchAsync("lover", null, 0, new byte[2], Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            // What was too much is stopped, unless it has ended.
            var request = await peer.ReadAsync(Cancellation);
            while (request.GetProperty("op").GetString() == "stop")
            {
                await peer.SendAsync($$"""{"id":{{request.GetProperty("id")}},"ok":true,"stopped":false}""" + "\n", Cancellation);
                request = await peer.ReadAsync(Cancellation);
            }

            var id = request.GetProperty("id").GetInt64();
            await peer.SendAsync($$"""{"id":{{id}},"ok":true,"bytes":2}""" + "\n", Cancellation);
            await peer.SendAudioAsync(id, new byte[bytes], Cancellation);
            await peer.SendAsync($$"""{"id":{{id}},"end":true,"bytes":{{bytes}},"checksum":"{{Checksum(bytes)}}"}""" + "\n", Cancellation);
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => fetching);
    }

    private static async Task EndAsync(ScriptedServer.Peer peer, long id)
    {
        await peer.SendAudioAsync(id, new byte[1], Cancellation);
        await peer.SendAsync($$"""{"id":{{id}},"end":true,"bytes":1,"checksum":"{{Checksum(1)}}"}""" + "\n", Cancellation);
    }

    private static string Checksum(int zeros)
    {
        var checksum = new AudioChecksum();
        checksum.Append(new byte[zeros]);
        return checksum.ToString();
    }
}
