using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Playlist.Notifier.Updates;

namespace Playlist.Notifier.Tests;

/// <summary>The notifier in this process, put together as its Program does, on a free port.</summary>
internal sealed class RunningNotifier : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningNotifier(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public static async Task<RunningNotifier> StartAsync(Uri broker, CancellationToken cancellationToken, params string[] args)
    {
        var builder = WebApplication.CreateBuilder(["--applicationName=Playlist.Notifier", "--urls=http://127.0.0.1:0", $"--ConnectionStrings:messaging={broker}", .. args]);
        builder.AddServiceDefaults();
        builder.AddArtistUpdates();
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapDefaultEndpoints();
        app.MapArtistUpdates();
        await app.StartAsync(cancellationToken);
        return new RunningNotifier(app);
    }

    /// <summary>Posts an update; the answer's body is JSON whatever became of it.</summary>
    public async Task<(int Status, JsonElement Answer)> PublishAsync(string artist, string message, CancellationToken cancellationToken)
    {
        using var response = await Http.PostAsJsonAsync("/updates", new { artist, message }, cancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
