using Microsoft.Extensions.Time.Testing;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;
using Playlist.Testing;

namespace Playlist.Client.Tests.Songs;

public sealed class ServerStatusTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly FakeSongServer _server = new("A");
    private readonly FakeTimeProvider _time = new();
    private readonly TestSongClient _client;
    private readonly ServerStatus _status;

    public ServerStatusTests()
    {
        _client = TestSongClient.Create($"SongClient:Server={_server.Address}", "SongClient:RequestTimeout=00:00:02");
        _status = new ServerStatus(_client.Client, _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Pings => _server.Asked.Count(op => op == SongOps.Ping);

    public async ValueTask DisposeAsync()
    {
        await _status.StopAsync(CancellationToken.None);
        _status.Dispose();
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_server_is_asked_while_anybody_watches()
    {
        await _status.StartAsync(Cancellation);
        await AskSomethingElseAsync();
        Assert.Equal(0, Pings);

        var (first, second) = (_status.Watch(), _status.Watch());
        await UntilPingsAsync(1, TimeSpan.Zero);
        first.Dispose();
        first.Dispose();
        await UntilPingsAsync(2, Interval);
        second.Dispose();
        // A round may be under way.
        _time.Advance(Interval);
        await AskSomethingElseAsync();
        var pings = Pings;
        _time.Advance(Interval);
        await AskSomethingElseAsync();

        Assert.Equal(pings, Pings);
        Assert.Null(_status.Problem);
    }

    [Fact]
    public async Task A_server_that_is_lost_is_told_at_once_and_so_is_its_return()
    {
        using var watching = _status.Watch();
        await _status.StartAsync(Cancellation);
        await UntilPingsAsync(1, TimeSpan.Zero);
        await _status.WaitUntilReachableAsync(Cancellation);
        var changed = _status.Changed;

        _server.IsAway = true;
        await Assert.ThrowsAsync<SongServerUnavailableException>(() => _client.Client.PingAsync(Cancellation));

        // No time has passed: its connection was lost.
        await changed.WaitAsync(Deadline, Cancellation);
        Assert.StartsWith($"The song server at {_server.Address} cannot be reached", _status.Problem, StringComparison.Ordinal);

        var back = _status.WaitUntilReachableAsync(Cancellation);
        Assert.False(back.IsCompleted);
        _server.IsAway = false;
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => back.IsCompleted);
        await back;
        Assert.Null(_status.Problem);
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled()
    {
        using var watching = _status.Watch();
        _server.IsAway = true;
        var changed = _status.Changed;
        await _status.StartAsync(Cancellation);
        await changed.WaitAsync(Deadline, Cancellation);
        using var ending = new CancellationTokenSource();
        var waiting = _status.WaitUntilReachableAsync(ending.Token);
        Assert.False(waiting.IsCompleted);

        await ending.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_any_more_is_noticed_after_a_while()
    {
        using var silent = new ScriptedServer();
        await using var client = TestSongClient.Create($"SongClient:Server={silent.Address}", "SongClient:RequestTimeout=00:05:00");
        using var status = new ServerStatus(client.Client, _time);
        using var watching = status.Watch();
        await status.StartAsync(Cancellation);
        using var peer = await silent.AcceptAsync(Cancellation);
        await peer.ReplyAsync("", Cancellation);
        var changed = status.Changed;

        var asked = peer.ReadAsync(Cancellation);
        await AdvanceUntilAsync(Interval, () => asked.IsCompleted || changed.IsCompleted);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(3), () => changed.IsCompleted);

        Assert.Equal($"The song server at {silent.Address} does not answer. It is asked until it is back.", status.Problem);
        await status.StopAsync(Cancellation);
    }

    private async Task AskSomethingElseAsync()
    {
        for (var i = 0; i < 10; i++)
        {
            await _client.Client.HelloAsync(Cancellation);
        }
    }

    private Task UntilPingsAsync(int count, TimeSpan step) => AdvanceUntilAsync(step, () => Pings >= count);

    /// <summary>Lets time pass again and again: what waits for it may begin to at any moment.</summary>
    private async Task AdvanceUntilAsync(TimeSpan step, Func<bool> isSo) => await Eventually.GetAsync(
        _ =>
        {
            if (isSo())
            {
                return Task.FromResult<string?>("so");
            }

            _time.Advance(step);
            return Task.FromResult<string?>(null);
        },
        "the status of the server",
        Cancellation);
}
