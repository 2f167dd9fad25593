using System.Runtime.InteropServices;
using Playlist.Client.Consoles;
using Playlist.Client.Inbox;
using Playlist.Client.Playing;
using Playlist.Client.Playlists;
using Playlist.Protocol.Playlists;

namespace Playlist.Client.Screen;

/// <summary>The console that fills the terminal: takes keys, makes changes, and draws, until a person quits.</summary>
internal sealed class SongScreen(ScreenDisplay display, ScreenChanges changes, ScreenLists lists, ScreenActions actions, PlaylistChanges playlists, IInbox inbox, SongPlayer player, TimeProvider time)
{
    // For the song's position; and a terminal that does not tell of a new size is noticed too.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    private readonly FrameRenderer _renderer = new(Terminal.HasColours);
    private readonly ScreenState _state = new();
    private bool _isOver;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        display.Enter();
        try
        {
            using var resizing = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => changes.Redraw());
            // After Ctrl+Z, a shell has written to the screen.
            using var resuming = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => DrawAnew());
            playlists.Announced += ExpirePlaylists;
            playlists.Missed += ExpirePlaylists;
            inbox.Changed += ExpireInbox;
            Task[] working = [lists.RunAsync(ending.Token), actions.RunAsync(ending.Token), TickAsync(ending.Token), TakeKeysAsync(ending.Token)];
            try
            {
                await DrawAsync(working, ending.Token);
            }
            finally
            {
                playlists.Announced -= ExpirePlaylists;
                playlists.Missed -= ExpirePlaylists;
                inbox.Changed -= ExpireInbox;
                display.Leave();
                await ending.CancelAsync();
                await Task.WhenAll(working);
            }
        }
        finally
        {
            display.Leave();
            await player.StopAsync();
        }
    }

    private async Task DrawAsync(Task[] working, CancellationToken cancellationToken)
    {
        while (!_isOver)
        {
            lists.Refresh(_state);
            _state.Fit(display.Size);
            display.Show(_renderer.Render(_state));
            var changed = changes.MakeAsync(_state, cancellationToken);
            if (await Task.WhenAny([changed, .. working]) is var ended && ended != changed)
            {
                // Nothing of it ends by itself, unless it fails or the terminal is gone.
                await ended;
                return;
            }

            await changed;
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                changes.Redraw();
            }
        }
        catch (OperationCanceledException)
        {
            // The screen is left.
        }
    }

    private async Task TakeKeysAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var key in display.ReadKeys().ReadAllAsync(cancellationToken))
            {
                changes.Post(_ => Take(key));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The screen is left.
        }
    }

    private void Take(ConsoleKeyInfo key)
    {
        switch (ScreenInput.Take(key, _state))
        {
            case { Command: { } command } when Conversation.IsQuit(command):
            case { Action: ScreenAction.Quit }:
                _isOver = true;
                break;
            case { Command: { } command }:
                actions.Run(command);
                break;
            case { Action: ScreenAction.Refresh }:
                _state.Expire();
                DrawAnew();
                break;
            case { Action: { } action }:
                actions.Do(action, _state);
                break;
        }

        // The next key may be for what this one has changed.
        _state.Fit(_state.Size);
    }

    private void DrawAnew()
    {
        display.Forget();
        changes.Redraw();
    }

    private void ExpirePlaylists(PlaylistChange change) => ExpirePlaylists();

    private void ExpireInbox() => changes.Post(state => state.IsInboxOutdated = true);

    private void ExpirePlaylists() => changes.Post(state => state.Playlists.Expire());
}
