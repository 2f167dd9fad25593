using System.Net;
using System.Net.WebSockets;

namespace Playlist.Client.Tests.Serving;

/// <summary>A tab that is open holds up no end of this process.</summary>
public sealed class StopTests : ServedTest
{
    [Fact]
    public async Task A_tab_whose_connection_was_closed_gets_no_other_one()
    {
        using var tab = await ConnectAsync();

        Served.App.Lifetime.StopApplication();

        await Assert.ThrowsAsync<WebSocketException>(() => tab.ReceiveAsync(new byte[1], Cancellation));
        var refused = await Assert.ThrowsAsync<WebSocketException>(ConnectAsync);
        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
        using var answer = await Served.Http.PostAsync("/_blazor/negotiate?negotiateVersion=1", content: null, Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    private async Task<ClientWebSocket> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(Served.Http.BaseAddress!) { Scheme = "ws", Path = "/_blazor" }.Uri, Cancellation);
        return socket;
    }
}
