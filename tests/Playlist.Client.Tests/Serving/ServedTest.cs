using Playlist.Client.Tests.Songs;

namespace Playlist.Client.Tests.Serving;

/// <summary>A test of what <c>serve</c> answers, with a song server behind it that has two songs.</summary>
public abstract class ServedTest : IAsyncLifetime
{
    private ServedClient? _served;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal FakeSongServer Server { get; } = new("Lover", "Golden");

    internal ServedClient Served => _served!;

    public virtual async ValueTask InitializeAsync() => _served = await ServedClient.StartAsync(Server.Address);

    public async ValueTask DisposeAsync()
    {
        await Served.DisposeAsync();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
