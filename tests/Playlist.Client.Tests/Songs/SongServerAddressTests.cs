using Playlist.Client.Songs;

namespace Playlist.Client.Tests.Songs;

public sealed class SongServerAddressTests
{
    [Theory]
    [InlineData("localhost", "localhost", -1)]
    [InlineData("localhost:5001", "localhost", 5001)]
    [InlineData(" tcp://127.0.0.1:1 ", "127.0.0.1", 1)]
    [InlineData("[::1]:65535", "[::1]", 65535)]
    [InlineData("tcp://server", "server", -1)]
    public void A_host_with_and_without_port_and_scheme_is_a_server(string text, string host, int port)
    {
        Assert.True(SongServerAddress.TryParse(text, out var server));
        Assert.Equal((host, port), (server.Host, server.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("local host")]
    [InlineData("localhost:0")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:port")]
    [InlineData("http://localhost:5001")]
    [InlineData("tcp://localhost:5001/songs")]
    [InlineData("me@localhost:5001")]
    public void Anything_else_is_not(string text) => Assert.False(SongServerAddress.TryParse(text, out _));
}
