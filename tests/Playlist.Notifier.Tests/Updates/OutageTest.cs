using Playlist.Testing.Messaging;

namespace Playlist.Notifier.Tests.Updates;

/// <summary>A notifier, and a broker of the class's own, which it may treat as it likes.</summary>
public abstract class OutageTest(BrokerFixture broker) : IClassFixture<BrokerFixture>, IAsyncLifetime
{
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(2);

    private RunningNotifier? _notifier;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected BrokerFixture Broker => broker;

    private protected RunningNotifier Notifier => _notifier!;

    public async ValueTask InitializeAsync()
    {
        await broker.StartAsync(Cancellation);
        _notifier = await StartAsync(broker.Uri);
    }

    public async ValueTask DisposeAsync()
    {
        if (_notifier is not null)
        {
            await _notifier.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private protected static Task<RunningNotifier> StartAsync(Uri address) =>
        RunningNotifier.StartAsync(address, Cancellation, $"--Notifier:PublishTimeout={PublishTimeout}");

    /// <summary>An update arrives: nobody had to be told that the broker is well.</summary>
    protected async Task AssertDeliversAsync()
    {
        await using var follower = await Follower.OfAsync("Sorry Ghost", broker, Cancellation);

        var update = await Notifier.PublishAsync("Sorry Ghost", "x", Cancellation);

        Assert.Equal("delivered", update.GetProperty("status").GetString());
        await follower.HearAsync(Cancellation);
    }
}
