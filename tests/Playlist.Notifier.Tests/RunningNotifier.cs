using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Playlist.Notifier.Outbox;
using Playlist.Testing;

namespace Playlist.Notifier.Tests;

/// <summary>The notifier in this process, on a free port.</summary>
internal sealed class RunningNotifier : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo? _ownFolder;

    private RunningNotifier(WebApplication app, DirectoryInfo? ownFolder)
    {
        (_app, _ownFolder) = (app, ownFolder);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public bool HasTurn => Services.GetRequiredService<OutboxPublisher>().HasTurn;

    /// <summary>With an outbox of its own, which ends with it.</summary>
    public static Task<RunningNotifier> StartAsync(Uri broker, CancellationToken cancellationToken, params string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("playlist-notifier-");
        return StartAsync(broker, folder, isOwn: true, clock: null, args, cancellationToken);
    }

    /// <summary>With the outbox in <paramref name="folder"/>.</summary>
    public static Task<RunningNotifier> StartInAsync(DirectoryInfo folder, Uri broker, TimeProvider? clock, CancellationToken cancellationToken, params string[] args) =>
        StartAsync(broker, folder, isOwn: false, clock, args, cancellationToken);

    /// <summary>Posts an update; the answer's body is JSON whatever became of it.</summary>
    public async Task<(int Status, JsonElement Answer)> PostAsync(string artist, string message, CancellationToken cancellationToken, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/updates") { Content = JsonContent.Create(new { artist, message }) };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        using var response = await Http.SendAsync(request, cancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
    }

    /// <summary>Posts an update that is accepted.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> AcceptAsync(string artist, string message, CancellationToken cancellationToken)
    {
        var (status, answer) = await PostAsync(artist, message, cancellationToken);
        Assert.True(status == 202, answer.ToString());
        return answer.GetProperty("id").GetString()!;
    }

    /// <returns>What <c>GET /updates/{id}</c> answers.</returns>
    public Task<JsonElement> FindAsync(string id, CancellationToken cancellationToken) =>
        Http.GetFromJsonAsync<JsonElement>(new Uri($"/updates/{id}", UriKind.Relative), cancellationToken);

    /// <returns>The update, once it is as it is looked for.</returns>
    public async Task<JsonElement> WaitForAsync(string id, Predicate<JsonElement> isIt, CancellationToken cancellationToken)
    {
        var last = default(JsonElement);
        try
        {
            return (JsonElement)await Eventually.GetAsync<object>(
                async token => isIt(last = await FindAsync(id, token)) ? last : null,
                $"update {id}",
                cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message} It is {last}.");
        }
    }

    /// <returns>The update in its final state.</returns>
    public Task<JsonElement> FinishAsync(string id, CancellationToken cancellationToken) =>
        WaitForAsync(id, update => update.GetProperty("status").GetString() != "accepted", cancellationToken);

    /// <summary>Posts an update and waits for its end.</summary>
    public async Task<JsonElement> PublishAsync(string artist, string message, CancellationToken cancellationToken) =>
        await FinishAsync(await AcceptAsync(artist, message, cancellationToken), cancellationToken);

    public async Task<(int Status, string Body)> HealthAsync(CancellationToken cancellationToken)
    {
        using var response = await Http.GetAsync(new Uri("/health", UriKind.Relative), cancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Ends in good order.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _ownFolder?.Delete(recursive: true);
    }

    private static async Task<RunningNotifier> StartAsync(Uri broker, DirectoryInfo folder, bool isOwn, TimeProvider? clock, string[] args, CancellationToken cancellationToken)
    {
        var app = NotifierApplication.Create(
            ["--applicationName=Playlist.Notifier", "--urls=http://127.0.0.1:0", $"--ConnectionStrings:messaging={broker}", $"--Storage:Folder={folder.FullName}", .. args],
            builder =>
            {
                if (clock is not null)
                {
                    builder.Services.AddSingleton(clock);
                }
            });
        await app.StartAsync(cancellationToken);
        return new RunningNotifier(app, isOwn ? folder : null);
    }
}
