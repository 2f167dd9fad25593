using System.Text;
using Playlist.Protocol.Songs;
using Playlist.Testing;

namespace Playlist.DistributedTests;

/// <summary>Bad input through the real proxy to the real process. The limits themselves are tested, with clocks and memory, in Playlist.Server.Tests.</summary>
public sealed class BadInputTests(PlaylistApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[], string> Lines => new()
    {
        { "not JSON", "{ nonsense\n"u8.ToArray(), SongErrorCodes.BadRequest },
        { "invalid UTF-8", [.. "{\"id\":1,\"op\":\"play\",\"song\":\""u8, 0xFF, 0xFE, .. "\"}\n"u8], SongErrorCodes.BadRequest },
        { "10,000 deep", Encoding.UTF8.GetBytes("{\"id\":1,\"op\":" + new string('[', 10_000) + "\n"), SongErrorCodes.BadRequest },
        { "id out of range", "{\"id\":9007199254740992,\"op\":\"ping\"}\n"u8.ToArray(), SongErrorCodes.BadRequest },
        { "negative id", "{\"id\":-1,\"op\":\"ping\"}\n"u8.ToArray(), SongErrorCodes.BadRequest },
        { "unknown op", "{\"id\":1,\"op\":\"rewind\"}\n"u8.ToArray(), SongErrorCodes.UnknownOp },
        { "a byte too long", Encoding.UTF8.GetBytes("{\"x\":\"" + new string('x', SongProtocol.MaxRequestLineBytes - 7) + "\"}\n"), SongErrorCodes.LineTooLong },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_bad_line_gets_its_error_and_the_next_client_is_served(string what, byte[] line, string code)
    {
        await using (var connection = await SongConnection.OpenAsync(application.SongServer, Cancellation))
        {
            await connection.SendAsync(line, Cancellation);

            var answer = await connection.ReadLineAsync(Cancellation);
            Assert.True(answer is { } error && error.GetProperty("error").GetProperty("code").GetString() == code, $"{what}: {answer}");
        }

        await AssertServedAsync();
    }

    [Fact]
    public async Task A_wrong_traceparent_harms_nothing()
    {
        await using var connection = await SongConnection.OpenAsync(application.SongServer, Cancellation);

        var answer = await connection.AskAsync("""{"id":1,"op":"ping","traceparent":"00-zz-01","tracestate":7}""", Cancellation);

        Assert.True(answer.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Random_bytes_and_clients_that_vanish_harm_nobody_else()
    {
        var random = new Random(20261123);
        for (var round = 0; round < 50; round++)
        {
            var bytes = new byte[random.Next(1, 40_000)];
            random.NextBytes(bytes);
            var connection = await SongConnection.OpenAsync(application.SongServer, Cancellation);
            try
            {
                await connection.SendAsync(bytes, Cancellation);
            }
            catch (IOException)
            {
                // The server has had enough of it: that is its right.
            }

            connection.Abort();
        }

        await AssertServedAsync();
    }

    private async Task AssertServedAsync()
    {
        await using var connection = await SongConnection.OpenAsync(application.SongServer, Cancellation);
        var (reply, audio, _) = await connection.PlayAsync("Lover", Cancellation);
        Assert.Equal(reply.GetProperty("bytes").GetInt64(), audio.Length);
    }
}
