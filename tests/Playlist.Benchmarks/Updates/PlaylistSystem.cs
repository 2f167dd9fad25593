using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Playlist.Client.Inbox;
using Playlist.Client.Messaging;
using Playlist.Client.Updates;
using Playlist.Notifier;
using Playlist.Protocol.Updates;

namespace Playlist.Benchmarks.Updates;

/// <summary>The notifier and named clients.</summary>
internal sealed class PlaylistSystem : IUpdateSystem
{
    private readonly UpdateSetting _setting;
    private readonly WebApplication _notifier;
    private readonly IHost[] _clients;

    private PlaylistSystem(UpdateSetting setting, WebApplication notifier, IHost[] clients) =>
        (_setting, _notifier, _clients) = (setting, notifier, clients);

    public Uri Updates => new($"{_notifier.Urls.First()}/updates");

    public static async Task<IUpdateSystem> StartAsync(UpdateSetting setting, CancellationToken cancellationToken)
    {
        var notifier = NotifierApplication.Create(
            [
                "--applicationName=Playlist.Notifier", $"--contentRoot={setting.Folder.FullName}", "--urls=http://127.0.0.1:0",
                $"--ConnectionStrings:messaging={setting.Broker.Uri}", $"--Storage:Folder={setting.Folder.FullName}",
            ],
            MeasuredHost.Prepare);
        await notifier.StartAsync(cancellationToken);
        var clients = await setting.StartFollowersAsync((follower, token) => StartClientAsync(setting, follower, token), cancellationToken);
        return new PlaylistSystem(setting, notifier, clients);
    }

    public async Task<int> CountAsync(int follower, CancellationToken cancellationToken) =>
        (await _clients[follower].Services.GetRequiredService<IInbox>().ListAsync(new InboxQuery(), int.MaxValue, cancellationToken)).Count;

    public async ValueTask DisposeAsync()
    {
        await _notifier.StopAsync();
        await Task.WhenAll(_clients.Select(client => client.StopAsync()));
        await _notifier.DisposeAsync();
        foreach (var client in _clients)
        {
            await ((IAsyncDisposable)client).DisposeAsync();
        }

        await _setting.DeleteQueuesAsync(Enumerable.Range(0, _clients.Length).Select(follower => UpdateTopology.QueueOf(NameOf(follower))));
    }

    private static string NameOf(int follower) => $"follower-{follower}";

    private static async Task<IHost> StartClientAsync(UpdateSetting setting, int follower, CancellationToken cancellationToken)
    {
        var builder = MeasuredHost.Create(
            setting.Folder,
            [
                new("ConnectionStrings:messaging", setting.Broker.Uri.ToString()),
                new("Storage:Folder", setting.Folder.FullName),
                new("Client:Name", NameOf(follower)),
                .. setting.Artists.Select((artist, i) => KeyValuePair.Create($"Client:Follow:{i}", (string?)artist)),
            ]);
        builder.Services.AddSingleton(new Arriving(setting.Arrivals, follower));
        builder.AddUpdateListener<Handler>();
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var status = host.Services.GetRequiredService<ListenerStatus>();
        while (true)
        {
            var changed = status.Changed;
            if (status.IsListening)
            {
                return host;
            }

            await changed.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        }
    }

    private sealed record Arriving(Arrivals Arrivals, int Follower);

    /// <summary>Is handed what the inbox has stored.</summary>
    private sealed class Handler(Arriving arriving) : IUpdateHandler
    {
        public Task HandleAsync(ArtistUpdate update, CancellationToken cancellationToken)
        {
            arriving.Arrivals.Arrived(arriving.Follower, update.Message);
            return Task.CompletedTask;
        }

        public Task TellAsync(Dropped dropped, CancellationToken cancellationToken) => throw new InvalidDataException($"{dropped.Count} updates were dropped.");
    }
}
