using Playlist.Client.Songs;
using Playlist.Client.Tests.Songs;
using Playlist.Client.Web.Layout;
using Playlist.Client.Web.Playing;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Web.Playing;

/// <summary>A player of the page, a tab that records what it is told, and a song server.</summary>
public abstract class PagePlayerTest : IAsyncDisposable
{
    private readonly TestSongClient _client;

    protected PagePlayerTest(params string[] settings)
    {
        _client = TestSongClient.Create([$"SongClient:Server={Server.Address}", .. settings]);
        Status = new ServerStatus(Client, TimeProvider.System);
        Player = new PagePlayer(Client, Status, Audio, Toasts);
    }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected FakeSongServer Server { get; } = new("A", "B", "C");

    private protected SongClient Client => _client.Client;

    /// <summary>Runs only where a test starts it.</summary>
    private protected ServerStatus Status { get; }

    private protected FakePageAudio Audio { get; } = new();

    private protected Toasts Toasts { get; } = new(TimeProvider.System);

    private protected PagePlayer Player { get; }

    /// <summary>Of what the tab is to play.</summary>
    protected int Key => Audio.Loaded!.Key;

    public async ValueTask DisposeAsync()
    {
        Player.Dispose();
        Toasts.Dispose();
        await Status.StopAsync(CancellationToken.None);
        Status.Dispose();
        await _client.DisposeAsync();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Plays from the first song on, and takes note of nothing that was told before.</summary>
    protected async Task PlayAsync(params string[] titles)
    {
        await Player.PlayAsync(Songs(titles), at: 0);
        await Player.PlayingAsync(Key);
        Audio.Take();
    }

    /// <summary>The song ends, and the tab goes on with what is prepared.</summary>
    protected Task EndAsync()
    {
        var (key, next) = Audio.End();
        return Player.EndedAsync(key, next);
    }

    protected static Song[] Songs(params string[] titles) => [.. titles.Select(title => new Song(title.ToLowerInvariant(), title, "Taylor Swift"))];

    protected static Song[] Many(int count) => [.. Enumerable.Range(0, count).Select(number => new Song($"x{number}", $"X{number}", "Nobody"))];

    protected static Song Missing(string title) => new(title.ToLowerInvariant(), title, "Nobody", Missing: true);
}
