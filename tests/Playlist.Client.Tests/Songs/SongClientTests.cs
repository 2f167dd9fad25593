using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Options;
using Playlist.Client.Library;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Songs;

public sealed class SongClientTests : IDisposable
{
    private const string Lover = ""","message":"Playing song: Lover","song":{"id":"l","title":"Lover","artist":"Taylor Swift"},"type":"audio/mpeg","bytes":6""";

    private readonly ScriptedServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Play_gives_the_reply_and_then_the_audio()
    {
        await using var client = Connect();
        var playing = client.Client.PlayAsync("Lover", new SongRange(2, 8, "tag"), Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);
        var request = await peer.ReadAsync(Cancellation);
        Assert.Equal(("play", "Lover", 2, 8, "tag"), (Text(request, "op"), Text(request, "song"), request.GetProperty("from").GetInt32(), request.GetProperty("to").GetInt32(), Text(request, "etag")));
        var id = request.GetProperty("id").GetInt64();
        await peer.SendAsync($$"""{"id":{{id}},"ok":true{{Lover}} }""" + "\n", Cancellation);

        await using var playback = await playing;
        Assert.Equal("Playing song: Lover", playback.Reply.Message);
        await peer.SendAudioAsync(id, "abc"u8.ToArray(), Cancellation);
        await peer.SendAudioAsync(id, "def"u8.ToArray(), Cancellation);
        await SendEndAsync(peer, id, "abcdef");

        Assert.Equal("abcdef", await ReadAsync(playback));
        Assert.Equal(6, (await playback.Ended).Bytes);
    }

    [Fact]
    public async Task Play_gives_the_same_at_whatever_byte_the_connection_pauses()
    {
        const string audio = "{\"id\":1,\"end\":true}\n";
        var answer = Encoding.UTF8.GetBytes($$"""{"id":1,"ok":true{{Lover}} }""" + $"\n{{\"id\":1,\"audio\":{audio.Length}}}\r\n{audio}" + End(1, audio));
        for (var cut = 0; cut < answer.Length; cut++)
        {
            await using var client = Connect();
            var playing = client.Client.PlayAsync("Lover", default, Cancellation);
            using var peer = await _server.AcceptAsync(Cancellation);
            await peer.ReadAsync(Cancellation);
            await peer.SendAsync(answer.AsMemory(0, cut), Cancellation);
            await peer.SendAsync(answer.AsMemory(cut), Cancellation);

            await using var playback = await playing;
            Assert.Equal(audio, await ReadAsync(playback));
        }
    }

    [Fact]
    public async Task Requests_share_a_connection_and_each_gets_its_own_answer()
    {
        await using var client = Connect();
        var first = client.Client.PlayAsync("first", default, Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);
        var firstId = await peer.ReplyAsync(Lover, Cancellation);
        await using var one = await first;
        var second = client.Client.PlayAsync("second", default, Cancellation);
        var secondId = await peer.ReplyAsync(Lover, Cancellation);
        await using var two = await second;

        await peer.SendAudioAsync(secondId, "2a"u8.ToArray(), Cancellation);
        await peer.SendAudioAsync(firstId, "1a"u8.ToArray(), Cancellation);
        var songs = client.Client.GetSongsAsync(new SongSearch("x"), 0, 10, Cancellation);
        await peer.ReplyAsync(""","total":0,"offset":0,"songs":[]""", Cancellation);
        Assert.Equal(0, (await songs).Total);
        await peer.SendAudioAsync(secondId, "2b"u8.ToArray(), Cancellation);
        await SendEndAsync(peer, secondId, "2a2b");
        await SendEndAsync(peer, firstId, "1a");

        Assert.Equal("1a", await ReadAsync(one));
        Assert.Equal("2a2b", await ReadAsync(two));
    }

    [Fact]
    public async Task Hello_names_the_client_and_tells_what_the_server_allows()
    {
        await using var client = Connect("SongClient:Name=client-1");
        var greeting = client.Client.HelloAsync(Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);
        var request = await peer.ReadAsync(Cancellation);
        Assert.Equal(("hello", "client-1"), (Text(request, "op"), Text(request, "client")));
        await peer.SendAsync("""{"id":1,"ok":true,"server":"Playlist.Server/0.1.0","version":1,"limits":{"line_bytes":16384,"streams":8}}""" + "\n", Cancellation);

        Assert.Equal(new HelloLimits(16384, 8), (await greeting).Limits);
    }

    [Fact]
    public async Task A_refusal_is_thrown_with_the_servers_code_and_words()
    {
        await using var client = Connect();
        var playing = client.Client.PlayAsync("Luver", default, Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);
        await peer.ReadAsync(Cancellation);
        await peer.SendAsync("""{"id":1,"ok":false,"error":{"code":"song_not_found","message":"Did you mean 'Lover'?"}}""" + "\n", Cancellation);

        var refusal = await Assert.ThrowsAsync<SongProtocolException>(() => playing);
        Assert.Equal((SongErrorCodes.SongNotFound, "Did you mean 'Lover'?"), (refusal.Code, refusal.Message));
    }

    [Fact]
    public async Task A_request_is_sent_again_when_the_connection_is_lost_before_the_reply()
    {
        await using var client = Connect();
        var pinging = client.Client.PingAsync(Cancellation);
        using (var lost = await _server.AcceptAsync(Cancellation))
        {
            await lost.ReadAsync(Cancellation);
        }

        using var peer = await _server.AcceptAsync(Cancellation);
        await peer.ReplyAsync("", Cancellation);

        await pinging;
    }

    [Fact]
    public async Task A_request_waits_for_a_server_that_comes_back()
    {
        await using var client = Connect("SongClient:RequestTimeout=00:01:00");
        _server.Pause();
        var pinging = client.Client.PingAsync(Cancellation);
        _server.Resume();

        using var peer = await _server.AcceptAsync(Cancellation);
        await peer.ReplyAsync("", Cancellation);

        await pinging;
    }

    [Fact]
    public async Task A_server_that_goes_away_is_asked_on_a_new_connection_and_finishes_its_streams_on_the_old()
    {
        await using var client = Connect();
        var playing = client.Client.PlayAsync("Lover", default, Cancellation);
        using var old = await _server.AcceptAsync(Cancellation);
        var stream = await old.ReplyAsync(Lover, Cancellation);
        await using var playback = await playing;

        var pinging = client.Client.PingAsync(Cancellation);
        var refused = (await old.ReadAsync(Cancellation)).GetProperty("id").GetInt64();
        await old.SendAsync($$"""{"id":{{refused}},"ok":false,"error":{"code":"going_away","message":"Connect again."} }""" + "\n", Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);
        await peer.ReplyAsync("", Cancellation);
        await pinging;

        await old.SendAudioAsync(stream, "still"u8.ToArray(), Cancellation);
        await SendEndAsync(old, stream, "still");
        Assert.Equal("still", await ReadAsync(playback));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named_with_what_to_do()
    {
        await using var client = Connect("SongClient:RequestTimeout=00:00:00.5");
        _server.Pause();

        var exception = await Assert.ThrowsAsync<SongServerUnavailableException>(() => client.Client.PingAsync(Cancellation));

        Assert.False(exception.IsTimeout);
        Assert.Contains(_server.Address, exception.Message, StringComparison.Ordinal);
        Assert.Contains("Start it, or name another one.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_not_waited_for_again()
    {
        await using var client = Connect("SongClient:RequestTimeout=00:00:02");
        var unanswered = client.Client.PingAsync(Cancellation);
        using var silent = await _server.AcceptAsync(Cancellation);
        var exception = await Assert.ThrowsAsync<SongServerUnavailableException>(() => unanswered);
        Assert.True(exception.IsTimeout);

        var next = client.Client.PingAsync(Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);
        await peer.ReplyAsync("", Cancellation);
        await next;
    }

    [Fact]
    public async Task A_song_that_is_not_wanted_any_more_is_stopped_and_its_audio_dropped()
    {
        await using var client = Connect();
        var playing = client.Client.PlayAsync("Lover", default, Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);
        var id = await peer.ReplyAsync(Lover, Cancellation);
        var playback = await playing;
        await playback.DisposeAsync();

        var stop = await peer.ReadAsync(Cancellation);
        Assert.Equal(("stop", id), (Text(stop, "op"), stop.GetProperty("stream").GetInt64()));
        await peer.SendAudioAsync(id, new byte[1000], Cancellation);
        await peer.SendAsync($$"""{"id":{{id}},"end":true,"bytes":1000,"stopped":true}""" + $$"""{{'\n'}}{"id":{{stop.GetProperty("id")}},"ok":true,"stopped":true}{{'\n'}}""", Cancellation);
        var pinging = client.Client.PingAsync(Cancellation);
        await peer.ReplyAsync("", Cancellation);
        await pinging;
    }

    [Fact]
    public async Task A_request_that_is_cancelled_is_stopped_at_the_server_too()
    {
        await using var client = Connect();
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var playing = client.Client.PlayAsync("Lover", default, cancelled.Token);
        using var peer = await _server.AcceptAsync(Cancellation);
        var play = await peer.ReadAsync(Cancellation);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
        var stop = await peer.ReadAsync(Cancellation);
        Assert.Equal(("stop", play.GetProperty("id").GetInt64()), (Text(stop, "op"), stop.GetProperty("stream").GetInt64()));
    }

    [Theory]
    [InlineData("""{"id":1,"end":true,"bytes":3,"checksum":"xxh3:0000000000000000"}""")]
    [InlineData("""{"id":1,"end":true,"bytes":4}""")]
    public async Task Audio_that_is_not_what_was_sent_is_not_taken_for_the_song(string end)
    {
        await using var client = Connect();
        var (playback, peer) = await PlayAsync(client);
        await peer.SendAudioAsync(1, "abc"u8.ToArray(), Cancellation);
        await peer.SendAsync(end + "\n", Cancellation);

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(playback));
        peer.Dispose();
    }

    [Fact]
    public async Task A_stream_that_the_server_breaks_off_ends_with_its_error()
    {
        await using var client = Connect();
        var (playback, peer) = await PlayAsync(client);
        await peer.SendAsync("""{"id":1,"end":true,"bytes":0,"error":{"code":"changed","message":"The file is another now."}}""" + "\n", Cancellation);

        Assert.Equal(SongErrorCodes.Changed, (await Assert.ThrowsAsync<SongProtocolException>(() => ReadAsync(playback))).Code);
        peer.Dispose();
    }

    [Theory]
    [InlineData("nonsense\n")]
    [InlineData("{\"id\":99,\"ok\":true}\n")]
    [InlineData("{\"id\":99,\"audio\":5}\n")]
    [InlineData("{\"id\":1,\"audio\":0}\n")]
    [InlineData("{\"id\":1,\"audio\":1048577}\n")]
    [InlineData("{\"error\":{\"code\":\"idle_timeout\",\"message\":\"Too quiet.\"},\"ok\":false}\n")]
    [InlineData("{\"id\":1,\"audio\":5}\nab")]
    public async Task A_connection_that_makes_no_sense_or_ends_ends_its_streams(string sent)
    {
        await using var client = Connect();
        var (playback, peer) = await PlayAsync(client);
        await peer.SendAsync(sent, Cancellation);
        peer.Dispose();

        await Assert.ThrowsAsync<SongServerUnavailableException>(() => ReadAsync(playback));
    }

    [Fact]
    public async Task A_line_of_the_longest_length_is_read_and_one_byte_more_is_not()
    {
        foreach (var (extra, isRead) in new[] { (0, true), (1, false) })
        {
            await using var client = Connect("SongClient:RequestTimeout=00:00:10");
            var pinging = client.Client.PingAsync(Cancellation);
            using var peer = await _server.AcceptAsync(Cancellation);
            await peer.ReadAsync(Cancellation);
            const string start = """{"id":1,"ok":true,"x":" """;
            await peer.SendAsync(start + new string('x', SongProtocol.MaxReplyLineBytes + extra - start.Length - 2) + "\"}\n", Cancellation);
            if (isRead)
            {
                await pinging;
                continue;
            }

            // The request is sent again on another connection.
            using var next = await _server.AcceptAsync(Cancellation);
            await next.ReplyAsync("", Cancellation);
            await pinging;
        }
    }

    [Fact]
    public async Task A_listener_that_pauses_holds_up_the_server_and_loses_nothing()
    {
        const int chunks = 64;
        var chunk = new byte[64 * 1024];
        Random.Shared.NextBytes(chunk);
        await using var client = Connect("SongClient:MaxUnreadAudioBytes=65536");
        var (playback, peer) = await PlayAsync(client);
        var sending = Task.Run(
            async () =>
            {
                var checksum = new AudioChecksum();
                for (var i = 0; i < chunks; i++)
                {
                    checksum.Append(chunk);
                    await peer.SendAudioAsync(1, chunk, Cancellation);
                }

                await peer.SendAsync($$"""{"id":1,"end":true,"bytes":{{chunks * chunk.Length}},"checksum":"{{checksum}}"}""" + "\n", Cancellation);
            },
            Cancellation);

        using var received = new MemoryStream();
        await playback.Content.CopyToAsync(received, Cancellation);
        await sending;

        Assert.Equal(chunks * chunk.Length, received.Length);
        Assert.All(Enumerable.Range(0, chunks), i => Assert.True(received.GetBuffer().AsSpan(i * chunk.Length, chunk.Length).SequenceEqual(chunk)));
        peer.Dispose();
    }

    [Fact]
    public async Task A_stream_that_falls_silent_is_lost()
    {
        await using var client = Connect("SongClient:AudioTimeout=00:00:00.2");
        var (playback, peer) = await PlayAsync(client);

        var exception = await Assert.ThrowsAsync<SongServerUnavailableException>(() => ReadAsync(playback));

        Assert.True(exception.IsTimeout);
        peer.Dispose();
    }

    [Fact]
    public async Task A_request_carries_the_context_of_a_client_span_that_lasts_until_the_last_byte()
    {
        await using var client = Connect();
        using var root = new Activity("test").Start();
        using var spans = new RecordedSpans(root.TraceId);
        var playing = client.Client.PlayAsync("Lover", default, Cancellation);
        using var peer = await _server.AcceptAsync(Cancellation);
        var request = await peer.ReadAsync(Cancellation);
        await peer.SendAsync($$"""{"id":1,"ok":true{{Lover}} }""" + "\n", Cancellation);
        var playback = await playing;
        Assert.Empty(spans.Ended);
        await peer.SendAsync("""{"id":1,"end":true,"bytes":0,"error":{"code":"changed","message":"Another."}}""" + "\n", Cancellation);
        await Assert.ThrowsAsync<SongProtocolException>(() => ReadAsync(playback));
        await playback.DisposeAsync();

        var span = Assert.Single(spans.Ended);
        Assert.Equal(("play", ActivityKind.Client, root.SpanId), (span.OperationName, span.Kind, span.ParentSpanId));
        Assert.Equal(span.Id, Text(request, "traceparent"));
        Assert.Equal((ActivityStatusCode.Error, "changed"), (span.Status, span.GetTagItem("error.type")));
        Assert.Equal(("playlist", "play", "127.0.0.1", _server.Port), (span.GetTagItem("rpc.system.name"), span.GetTagItem("rpc.method"), span.GetTagItem("server.address"), span.GetTagItem("server.port")));
        Assert.Same(root, Activity.Current);
    }

    [Fact]
    public async Task The_server_is_found_by_service_discovery()
    {
        await using var client = TestSongClient.Create($"services:server:tcp:0=tcp://{_server.Address}");
        var pinging = client.Client.PingAsync(Cancellation);

        using var peer = await _server.AcceptAsync(Cancellation);
        await peer.ReplyAsync("", Cancellation);

        await pinging;
    }

    [Theory]
    [InlineData("RequestTimeout", "00:00:00.1", "00:00:00.099")]
    [InlineData("RequestTimeout", "00:05:00", "00:05:00.001")]
    [InlineData("ConnectTimeout", "00:05:00", "00:05:00.001")]
    [InlineData("AudioTimeout", "01:00:00", "01:00:00.001")]
    [InlineData("MaxReconnectDelay", "00:05:00", "00:05:00.001")]
    [InlineData("MaxUnreadAudioBytes", "65536", "65535")]
    [InlineData("MaxUnreadAudioBytes", "1073741824", "1073741825")]
    [InlineData("Server", "example.org:65535", "example.org:65536")]
    public async Task Options_are_checked(string option, string good, string bad)
    {
        await using var right = TestSongClient.Create($"SongClient:{option}={good}");
        Assert.NotNull(right.Options);
        await using var wrong = TestSongClient.Create($"SongClient:{option}={bad}");
        Assert.Contains(option, Assert.Throws<OptionsValidationException>(() => wrong.Options).Message, StringComparison.Ordinal);
    }

    private TestSongClient Connect(params string[] settings) => TestSongClient.Create([$"SongClient:Server={_server.Address}", .. settings]);

    private async Task<(Streamed<PlayReply> Playback, ScriptedServer.Peer Peer)> PlayAsync(TestSongClient client)
    {
        var playing = client.Client.PlayAsync("Lover", default, Cancellation);
        var peer = await _server.AcceptAsync(Cancellation);
        Assert.Equal(1, await peer.ReplyAsync(Lover, Cancellation));
        return (await playing, peer);
    }

    private static string? Text(System.Text.Json.JsonElement request, string member) => request.GetProperty(member).GetString();

    private static async Task<string> ReadAsync(Streamed<PlayReply> playback)
    {
        using var reader = new StreamReader(playback.AsStream());
        return await reader.ReadToEndAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    private static Task SendEndAsync(ScriptedServer.Peer peer, long id, string audio) => peer.SendAsync(End(id, audio), Cancellation);

    private static string End(long id, string audio)
    {
        var checksum = new AudioChecksum();
        checksum.Append(Encoding.UTF8.GetBytes(audio));
        return $$"""{"id":{{id}},"end":true,"bytes":{{Encoding.UTF8.GetByteCount(audio)}},"checksum":"{{checksum}}"}""" + "\n";
    }
}
