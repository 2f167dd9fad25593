using Playlist.Client.Tests.Playing;
using Playlist.Client.Tests.Songs;

namespace Playlist.Client.Tests.Screen;

public sealed class SongScreenTests : IAsyncDisposable
{
    private readonly FakeSongServer _server = new("Cruel Summer", "Golden", "Lover");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Songs_are_played_paused_and_moved_through_with_one_key_each()
    {
        using var player = new FakePlayer();
        await using var screen = ScreenSession.Start(_server.Address, player);
        await screen.ChosenAsync("Cruel Summer");

        await screen.TypeAsync(ScreenSession.Down);
        await screen.ChosenAsync("Golden");
        await screen.TypeAsync("\r");
        await screen.RowAsync("Playing 2 of 3: Golden - Taylor Swift");
        await player.StartedAsync(1, Cancellation);
        await screen.TypeAsync(" ");
        await screen.RowAsync("Paused 2 of 3: Golden - Taylor Swift, at 0:");
        await screen.TypeAsync(" n");
        await screen.RowAsync("Playing 3 of 3: Lover - Taylor Swift");
        await screen.TypeAsync("n");
        await screen.RowAsync("There is no song after this one.");
        await screen.TypeAsync("pp");
        await screen.RowAsync("Playing 1 of 3: Cruel Summer - Taylor Swift");
        await screen.TypeAsync("sr");
        await screen.RowAsync("shuffle, repeat all");

        await screen.TypeAsync("q");
        await screen.EndedAsync();
    }
}
