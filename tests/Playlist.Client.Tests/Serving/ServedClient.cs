using Microsoft.AspNetCore.Builder;
using Playlist.Client.Serving;

namespace Playlist.Client.Tests.Serving;

/// <summary><c>serve</c> in this process, on a free port, with a test's song server behind it.</summary>
internal sealed class ServedClient : IAsyncDisposable
{
    private ServedClient(WebApplication app) => App = app;

    public WebApplication App { get; }

    public HttpClient Http { get; } = new();

    /// <param name="settings">As <c>--AllowedHosts=player.example</c>.</param>
    public static async Task<ServedClient> StartAsync(string server, params string[] settings)
    {
        var app = ServeCommand.Build(
            ["--urls=http://127.0.0.1:0", "--SongClient:RequestTimeout=00:00:05", "--Logging:LogLevel:Default=None", .. settings],
            [new("SongClient:Server", server), new("ConnectionStrings:messaging", "amqp://localhost:1")]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var client = new ServedClient(app);
        client.Http.BaseAddress = new Uri(app.Urls.First());
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
