using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Playlist.Client.Inbox;
using Playlist.Client.Messaging;
using Playlist.Client.Updates;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Tests.Updates;

/// <summary>A process's update listener, from its registration, that has begun to listen.</summary>
internal sealed class Listening : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string? _ownFolder;
    private bool _stopped;

    private Listening(IHost host, string? ownFolder) => (_host, _ownFolder) = (host, ownFolder);

    public UpdateListener Listener => _host.Services.GetRequiredService<UpdateListener>();

    public ListenerStatus Status => _host.Services.GetRequiredService<ListenerStatus>();

    public IInbox Inbox => _host.Services.GetRequiredService<IInbox>();

    public IServiceProvider Services => _host.Services;

    public Recorder Heard => _host.Services.GetRequiredService<Recorder>();

    /// <param name="settings">As <c>Client:Queue:MaxLength=3</c>; without a <c>Storage:Folder</c>, there is one of its own.</param>
    public static async Task<Listening> StartAsync(Uri broker, string? name, string[] follow, CancellationToken cancellationToken, TimeProvider? time = null, params string[] settings)
    {
        var listening = await TryAsync(broker, name, follow, cancellationToken, time, settings);
        await listening.WaitUntilAsync(status => status.IsListening, cancellationToken);
        return listening;
    }

    /// <summary>One that has begun, and need not succeed.</summary>
    public static async Task<Listening> TryAsync(Uri broker, string? name, string[] follow, CancellationToken cancellationToken, TimeProvider? time = null, params string[] settings)
    {
        var listening = Create(broker, name, follow, time, settings);
        await listening._host.StartAsync(cancellationToken);
        return listening;
    }

    public async Task StopAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            await _host.StopAsync();
        }
    }

    public async Task WaitUntilAsync(Predicate<ListenerStatus> isSo, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var changed = Status.Changed;
            if (isSo(Status))
            {
                return;
            }

            try
            {
                await changed.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Not so within 60 s: IsListening is {Status.IsListening}, Problem is: {Status.Problem}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        if (_ownFolder is not null)
        {
            Directory.Delete(_ownFolder, recursive: true);
        }
    }

    private static Listening Create(Uri broker, string? name, string[] follow, TimeProvider? time, string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddCommandLine([.. settings.Select(setting => "--" + setting)]);
        var ownFolder = builder.Configuration["Storage:Folder"] is null ? Directory.CreateTempSubdirectory("playlist-inbox-").FullName : null;
        builder.Configuration.AddInMemoryCollection(
        [
            new("ConnectionStrings:messaging", broker.ToString()),
            .. name is null ? Array.Empty<KeyValuePair<string, string?>>() : [new("Client:Name", name)],
            .. ownFolder is null ? Array.Empty<KeyValuePair<string, string?>>() : [new("Storage:Folder", ownFolder)],
            .. follow.Select((artist, i) => new KeyValuePair<string, string?>($"Client:Follow:{i}", artist)),
        ]);
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.AddUpdateListener<Recorder>();
        return new Listening(builder.Build(), ownFolder);
    }

    /// <summary>Keeps what it hears, and fails for the message <see cref="Unbearable"/> as long as that is.</summary>
    internal sealed class Recorder : IUpdateHandler
    {
        public const string Unbearable = "unbearable";

        private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
        private int _failures;

        /// <summary>How often <see cref="Unbearable"/> fails; then it is borne.</summary>
        public int MaxFailures { get; set; } = int.MaxValue;

        public int Failures => Volatile.Read(ref _failures);

        /// <summary>Is waited for with each update.</summary>
        public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

        public async Task HandleAsync(ArtistUpdate update, CancellationToken cancellationToken)
        {
            await Meanwhile().WaitAsync(cancellationToken);
            if (update.Message == Unbearable && Failures < MaxFailures)
            {
                Interlocked.Increment(ref _failures);
                throw new NotSupportedException("This handler cannot.");
            }

            _messages.Writer.TryWrite($"{update.Artist}: {update.Message}");
        }

        public Task TellAsync(Dropped dropped, CancellationToken cancellationToken)
        {
            _messages.Writer.TryWrite($"{dropped.Artist}: {InboxText.Of(dropped)}");
            return Task.CompletedTask;
        }

        public async Task<string> NextAsync(CancellationToken cancellationToken) =>
            await _messages.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
    }
}
