using System.Net;
using System.Net.Sockets;
using Playlist.Client.Tests.Songs;
using Playlist.Protocol.Songs;
using Playlist.Protocol.Updates;
using Playlist.Testing.Messaging;
using RabbitMQ.Client;

namespace Playlist.Client.Tests.CommandLine;

public sealed class CommandLineTests(BrokerFixture broker) : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playlist-client-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Songs_prints_a_line_for_each_song_of_every_page()
    {
        using var client = ClientProcess.Start("songs", "sorry", "ghost", "--server", _server.Address);
        using var peer = await _server.AcceptAsync(Cancellation);
        var first = await peer.ReadAsync(Cancellation);
        Assert.Equal("sorry ghost", first.GetProperty("query").GetString());
        await peer.SendAsync("""{"id":1,"ok":true,"total":2,"offset":0,"songs":[{"id":"a","title":"Box Breathing","artist":"Sorry Ghost"}]}""" + "\n", Cancellation);
        Assert.Equal(1, (await peer.ReadAsync(Cancellation)).GetProperty("offset").GetInt32());
        await peer.SendAsync("""{"id":2,"ok":true,"total":2,"offset":1,"songs":[{"id":"b","title":"\u001b[2J","artist":"Sorry Ghost"}]}""" + "\n", Cancellation);

        Assert.Equal((0, "Box Breathing - Sorry Ghost\n\uFFFD[2J - Sorry Ghost\n", ""), await client.EndAsync(Cancellation));
    }

    [Fact]
    public async Task Play_keeps_the_song_in_a_file_and_says_so()
    {
        var file = Path.Combine(_folder.FullName, "lover.mp3");
        await File.WriteAllTextAsync(file, "an older one", Cancellation);
        using var client = ClientProcess.Start("play", "Lover", "--output", file, "--server", _server.Address);
        using var peer = await _server.AcceptAsync(Cancellation);
        await AnswerPlayAsync(peer, "bytes"u8.ToArray());

        var (exitCode, output, errors) = await client.EndAsync(Cancellation);

        Assert.Equal((0, "Playing song: Lover\n"), (exitCode, output));
        Assert.Contains("5 bytes", errors, StringComparison.Ordinal);
        Assert.Equal("bytes", await File.ReadAllTextAsync(file, Cancellation));
        Assert.Single(_folder.EnumerateFiles());
    }

    [Fact]
    public async Task Play_that_breaks_off_fails_and_leaves_the_file_as_it_was()
    {
        var file = Path.Combine(_folder.FullName, "lover.mp3");
        await File.WriteAllTextAsync(file, "an older one", Cancellation);
        using var client = ClientProcess.Start("play", "Lover", "--output", file, "--server", _server.Address);
        using (var peer = await _server.AcceptAsync(Cancellation))
        {
            var id = await peer.ReplyAsync(""","message":"Playing song: Lover","bytes":10""", Cancellation);
            await peer.SendAudioAsync(id, "half"u8.ToArray(), Cancellation);
            Assert.Equal("Playing song: Lover", await client.Output.ReadLineAsync(Cancellation));
        }

        Assert.Equal(1, (await client.EndAsync(Cancellation)).ExitCode);
        Assert.Equal("an older one", await File.ReadAllTextAsync(file, Cancellation));
        Assert.Single(_folder.EnumerateFiles());
    }

    [Fact]
    public async Task Play_to_standard_output_prints_nothing_but_audio_there()
    {
        using var client = ClientProcess.Start("play", "Lover", "--output", "-", "--server", _server.Address);
        using var peer = await _server.AcceptAsync(Cancellation);
        await AnswerPlayAsync(peer, "bytes"u8.ToArray());

        Assert.Equal((0, "bytes", "Playing song: Lover\n"), await client.EndAsync(Cancellation));
    }

    [Fact]
    public async Task Play_without_a_player_says_what_it_received_and_what_to_install()
    {
        using var client = ClientProcess.Start("play", "Lover", "--server", _server.Address);
        using var peer = await _server.AcceptAsync(Cancellation);
        await AnswerPlayAsync(peer, "bytes"u8.ToArray());

        Assert.Equal((0, "Playing song: Lover\n", "Received 5 bytes. To hear songs, install ffplay (package ffmpeg) or mpv.\n"), await client.EndAsync(Cancellation));
    }

    [Fact]
    public async Task A_refusal_is_a_failure_in_the_servers_words()
    {
        using var client = ClientProcess.Start("play", "Luver", "--server", _server.Address);
        using var peer = await _server.AcceptAsync(Cancellation);
        await peer.ReadAsync(Cancellation);
        await peer.SendAsync("""{"id":1,"ok":false,"error":{"code":"song_not_found","message":"Did you mean 'Lover'?"}}""" + "\n", Cancellation);

        Assert.Equal((1, "", "Did you mean 'Lover'?\n"), await client.EndAsync(Cancellation));
    }

    [Fact]
    public async Task The_console_without_a_terminal_reads_and_writes_plain_lines()
    {
        using var client = ClientProcess.Start("console", "--server", _server.Address, "--broker", "amqp://localhost:1");
        using var peer = await _server.AcceptAsync(Cancellation);
        await client.Input.WriteAsync("1\nfollow Sorry Ghost\nfollow\nunfollow sorry ghost\nunfollow Nobody\nnonsense\nquit\n");
        await client.Input.FlushAsync(Cancellation);
        for (var asked = ""; asked != "nonsense";)
        {
            var request = await peer.ReadAsync(Cancellation);
            var id = request.GetProperty("id");
            asked = request.TryGetProperty("song", out var song) ? song.GetString() : "";
            await peer.SendAsync(
                (request.GetProperty("op").GetString(), asked) switch
                {
                    (SongOps.Songs, _) => $$"""{"id":{{id}},"ok":true,"total":1,"songs":[{"id":"l","title":"Lover","artist":"Taylor Swift"}]}""",
                    (SongOps.Play, "l") => $$"""{"id":{{id}},"ok":true,"message":"Playing song: Lover","bytes":0}{{"\n"}}{"id":{{id}},"end":true,"bytes":0}""",
                    (SongOps.Play, _) => $$"""{"id":{{id}},"ok":false,"error":{"code":"song_not_found","message":"No such song."} }""",
                    _ => $$"""{"id":{{id}},"ok":true}""",
                } + "\n",
                Cancellation);
        }

        var (exitCode, output, _) = await client.EndAsync(Cancellation);

        Assert.Equal(0, exitCode);
        foreach (var line in new[]
        {
            "1. Lover - Taylor Swift", "server response: Playing song: Lover", "Received 0 bytes.", "You follow Sorry Ghost. Updates come once the broker is there.",
            "You follow: Sorry Ghost. Updates come once the broker is there.", "You follow Sorry Ghost no longer.", "You do not follow 'Nobody'.", "No such song.",
        })
        {
            Assert.Contains(line, output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("\e", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_prints_the_updates_of_the_followed_artists_until_it_is_told_to_stop()
    {
        await broker.StartAsync(Cancellation);
        var artist = $"Taylor Swift {Guid.NewGuid():N}";
        using var client = ClientProcess.Start("listen", "--follow", "Somebody Else", artist, "--broker", broker.Uri.ToString());
        await using var connection = await broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Cancellation);
        await channel.ExchangeDeclareAsync(UpdateTopology.Exchange, ExchangeType.Topic, durable: true, cancellationToken: Cancellation);

        // Until it listens, nobody follows the artist.
        await Playlist.Testing.Eventually.GetAsync(
            async token =>
            {
                try
                {
                    await channel.BasicPublishAsync(UpdateTopology.Exchange, RoutingKey.For(artist), mandatory: true, ArtistUpdate.Create(artist, "New album released!", TimeProvider.System).ToBody(), token);
                    return artist;
                }
                catch (RabbitMQ.Client.Exceptions.PublishException returned) when (returned.IsReturn)
                {
                    return null;
                }
            },
            "the client to follow",
            Cancellation);

        Assert.Equal($"{artist}: New album released!", await client.Output.ReadLineAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        client.Terminate();
        var (exitCode, output, _) = await client.EndAsync(Cancellation);
        Assert.Equal((0, ""), (exitCode, output));
    }

    [Theory]
    [InlineData("'song'", "play")]
    [InlineData("--follow", "listen")]
    [InlineData("empty", "listen", "--follow", " ")]
    [InlineData("host:port", "songs", "--server", "no server")]
    [InlineData("amqp://", "listen", "--follow", "HUNTRX", "--broker", "localhost")]
    [InlineData("amqp://", "listen", "--follow", "HUNTRX", "--broker", "amqp://localhost/a/b")]
    [InlineData("dance", "dance")]
    [InlineData("no terminal")]
    public async Task Wrong_usage_is_told_from_failure(string named, params string[] args)
    {
        var (exitCode, output, errors) = await ClientProcess.RunAsync(Cancellation, args);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.Contains("--help", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_does_not_start_with_bad_settings_and_names_them_all()
    {
        var (exitCode, _, errors) = await ClientProcess.RunAsync(Cancellation, "serve", "--urls=http://127.0.0.1:0", "--Client:Name=\t", "--SongClient:RequestTimeout=00:00:00");

        Assert.Equal(1, exitCode);
        Assert.Contains("Client:Name", errors, StringComparison.Ordinal);
        Assert.Contains("SongClient:RequestTimeout", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_says_which_port_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (exitCode, _, errors) = await ClientProcess.RunAsync(Cancellation, "serve", $"--urls=http://{taken.LocalEndpoint}");

        Assert.Equal(1, exitCode);
        Assert.Contains($"{taken.LocalEndpoint}", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static async Task AnswerPlayAsync(ScriptedServer.Peer peer, byte[] audio)
    {
        var id = await peer.ReplyAsync($$""","message":"Playing song: Lover","bytes":{{audio.Length}}""", Cancellation);
        await peer.SendAudioAsync(id, audio, Cancellation);
        var checksum = new AudioChecksum();
        checksum.Append(audio);
        await peer.SendAsync($$"""{"id":{{id}},"end":true,"bytes":{{audio.Length}},"checksum":"{{checksum}}"}""" + "\n", Cancellation);
    }
}
