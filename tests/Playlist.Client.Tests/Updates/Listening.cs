using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Playlist.Client.Messaging;
using Playlist.Client.Updates;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Tests.Updates;

/// <summary>A process's update listener, from its registration, that has begun to listen.</summary>
internal sealed class Listening : IAsyncDisposable
{
    private readonly IHost _host;

    private Listening(IHost host) => _host = host;

    public UpdateListener Listener => _host.Services.GetRequiredService<UpdateListener>();

    public ListenerStatus Status => _host.Services.GetRequiredService<ListenerStatus>();

    public Recorder Heard => _host.Services.GetRequiredService<Recorder>();

    public static async Task<Listening> StartAsync(Uri broker, string? name, string[] follow, CancellationToken cancellationToken)
    {
        var listening = Create(broker, name, follow);
        await listening._host.StartAsync(cancellationToken);
        await listening.WaitUntilAsync(status => status.IsListening, cancellationToken);
        return listening;
    }

    /// <summary>One that has begun, and need not succeed.</summary>
    public static async Task<Listening> TryAsync(Uri broker, string? name, string[] follow, CancellationToken cancellationToken)
    {
        var listening = Create(broker, name, follow);
        await listening._host.StartAsync(cancellationToken);
        return listening;
    }

    public async Task WaitUntilAsync(Predicate<ListenerStatus> isSo, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = Status.Changed;
            if (isSo(Status))
            {
                return;
            }

            await changed.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static Listening Create(Uri broker, string? name, string[] follow)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
        [
            new("ConnectionStrings:messaging", broker.ToString()),
            new("Client:Name", name),
            .. follow.Select((artist, i) => new KeyValuePair<string, string?>($"Client:Follow:{i}", artist)),
        ]);
        builder.AddUpdateListener<Recorder>();
        return new Listening(builder.Build());
    }

    /// <summary>Keeps what it hears, and fails for the message <see cref="Unbearable"/>.</summary>
    internal sealed class Recorder : IUpdateHandler
    {
        public const string Unbearable = "unbearable";

        private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();

        public Task HandleAsync(ArtistUpdate update, CancellationToken cancellationToken)
        {
            if (update.Message == Unbearable)
            {
                throw new NotSupportedException("This handler cannot.");
            }

            _messages.Writer.TryWrite($"{update.Artist}: {update.Message}");
            return Task.CompletedTask;
        }

        public async Task<string> NextAsync(CancellationToken cancellationToken) =>
            await _messages.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
    }
}
