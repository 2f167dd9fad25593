using System.Globalization;
using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Playing;

/// <summary>Plays a queue in the background: fetches one song after the other, and has a program play each.</summary>
/// <remarks>What it is told, it does one after the other; nobody waits for a song. A program that plays ends with it.</remarks>
internal sealed class SongPlayer(SongClient client, AudioPlayer? program, IPlayerEvents events, TimeProvider time) : IAsyncDisposable
{
    /// <summary>So many songs in a row that fail, and it gives up: it will not be the songs.</summary>
    public const int MaxFailures = 10;

    private readonly Lock _lock = new();

    // Without a wait handle, and so without anything to be disposed of.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly PlayQueue _queue = new(Random.Shared);
    private PlayerState _state;

    // Where in the song it began, and when.
    private TimeSpan _from;
    private long _since;

    // One run through the queue, until it ends or is told something else.
    private CancellationTokenSource? _run;
    private Task _running = Task.CompletedTask;

    // The current song, for as long as any part of it may be played.
    private ReceivedFile? _file;

    /// <summary>Ends when what was told last has led to a song that plays, or to nothing.</summary>
    public Task Begun { get; private set; } = Task.CompletedTask;

    public NowPlaying Now => Read(queue => new NowPlaying(_state, queue.Current, queue.Position + 1, queue.Count, Position));

    /// <summary>All songs of the queue, in the order in which they were put there.</summary>
    public IReadOnlyList<Song> Songs => Read(queue => queue.Songs.ToList());

    /// <summary>What follows, as far as it is settled.</summary>
    public IReadOnlyList<Song> Upcoming => Read(queue => queue.Upcoming.ToList());

    public bool Shuffle
    {
        get => Read(queue => queue.Shuffle);
        set => Read(queue =>
        {
            queue.SetShuffle(value);
            return value;
        });
    }

    public Repeat Repeat
    {
        get => Read(queue => queue.Repeat);
        set => Read(queue => queue.Repeat = value);
    }

    private TimeSpan Position => _state is PlayerState.Playing ? _from + time.GetElapsedTime(_since) : _from;

    /// <summary>Plays songs through, in place of what is played now.</summary>
    /// <param name="at">The song to begin with, from 0; <see langword="null"/> is the first, or any when they are shuffled.</param>
    /// <param name="asked">The first song, if it was asked for already; owned by this from here on.</param>
    public Task PlayAsync(IReadOnlyList<Song> songs, int? at, Streamed<PlayReply>? asked) => InTurnAsync(async () =>
    {
        await HaltAsync();
        lock (_lock)
        {
            _queue.Replace(songs, at);
        }

        Begin(asked);
        return true;
    });

    /// <summary>Puts a song at the end of the queue; what plays goes on.</summary>
    public void Add(Song song)
    {
        lock (_lock)
        {
            _queue.Insert(_queue.Count, [song]);
        }
    }

    /// <summary>Takes a song out of the queue, but not the current one.</summary>
    /// <param name="position">From 0.</param>
    /// <param name="song">The song that is meant, which may have another position by now.</param>
    /// <returns>Whether it was there, and was not the current one.</returns>
    public bool Remove(int position, Song song)
    {
        lock (_lock)
        {
            if (position == _queue.Position || _queue.Songs.ElementAtOrDefault(position) != song)
            {
                return false;
            }

            _queue.Remove(position);
            return true;
        }
    }

    /// <summary>Plays another song of the queue.</summary>
    /// <inheritdoc cref="Remove" path="/param"/>
    /// <returns><see langword="false"/>: it is not there, and all goes on as it was.</returns>
    public Task<bool> PlayAtAsync(int position, Song song) => MoveAsync(queue => queue.Songs.ElementAtOrDefault(position) == song && queue.Jump(position));

    /// <returns><see langword="false"/>: there is no next song, and all goes on as it was.</returns>
    public Task<bool> NextAsync() => MoveAsync(queue => queue.Next());

    /// <returns><see langword="false"/>: there is no song before this one, and all goes on as it was.</returns>
    public Task<bool> PreviousAsync() => MoveAsync(queue => queue.Previous());

    /// <summary>Ends the program, and keeps the song and where it was.</summary>
    /// <returns>Whether something was playing.</returns>
    public Task<bool> PauseAsync() => InTurnAsync(HoldAsync);

    /// <summary>Goes on where it was paused, or from the beginning of the song that was stopped.</summary>
    /// <returns><see langword="false"/>: there is no song, or it is playing.</returns>
    public Task<bool> ResumeAsync() => InTurnAsync(() =>
    {
        var resumes = Now is { Song: not null, State: PlayerState.Paused or PlayerState.Stopped };
        if (resumes)
        {
            Begin(asked: null);
        }

        return Task.FromResult(resumes);
    });

    /// <summary>Goes to a position in the current song; a paused one stays paused.</summary>
    /// <param name="position">Before the beginning is the beginning.</param>
    public Task SeekAsync(TimeSpan position) => InTurnAsync(async () =>
    {
        var wasPlaying = await HoldAsync();
        lock (_lock)
        {
            _from = position > TimeSpan.Zero ? position : TimeSpan.Zero;
        }

        if (wasPlaying)
        {
            Begin(asked: null);
        }

        return wasPlaying;
    });

    /// <returns>Whether something was playing, or paused.</returns>
    public Task<bool> StopAsync() => InTurnAsync(HaltAsync);

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task<bool> InTurnAsync(Func<Task<bool>> act)
    {
        await _turn.WaitAsync();
        try
        {
            return await act();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> HoldAsync()
    {
        var wasPlaying = Now.State is PlayerState.Receiving or PlayerState.Playing;
        await EndAsync(Detach());
        return wasPlaying;
    }

    private async Task<bool> HaltAsync()
    {
        var wasStopped = Now.State is PlayerState.Stopped;
        await EndAsync(Detach());
        Forget(PlayerState.Stopped);
        return !wasStopped;
    }

    private Task<bool> MoveAsync(Func<PlayQueue, bool> move) => InTurnAsync(async () =>
    {
        CancellationTokenSource? run;
        lock (_lock)
        {
            if (!move(_queue))
            {
                return false;
            }

            // In one step: a song that ends at this moment moves on no more.
            run = Detach();
        }

        await EndAsync(run);
        Forget(PlayerState.Stopped);
        Begin(asked: null);
        return true;
    });

    private CancellationTokenSource? Detach()
    {
        lock (_lock)
        {
            var run = _run;
            _run = null;
            return run;
        }
    }

    private async Task EndAsync(CancellationTokenSource? run)
    {
        if (run is not null)
        {
            await run.CancelAsync();
            await _running;
            run.Dispose();
        }
    }

    private void Begin(Streamed<PlayReply>? asked)
    {
        var run = new CancellationTokenSource();
        lock (_lock)
        {
            _run = run;
            _state = PlayerState.Receiving;
        }

        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running = RunAsync(asked, begun, run);
        Begun = Task.WhenAny(begun.Task, _running);
    }

    private async Task RunAsync(Streamed<PlayReply>? asked, TaskCompletionSource begun, CancellationTokenSource run)
    {
        string? problem = null;
        try
        {
            problem = await PlayThroughAsync(asked, begun, run);
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested)
        {
            // Told something else.
        }
        catch (Exception exception) when (exception is SongServerUnavailableException or IOException or UnauthorizedAccessException)
        {
            problem = exception.Message;
        }

        if (IsCurrent(run))
        {
            Forget(PlayerState.Stopped);
            events.Stopped(Now, problem);
            return;
        }

        lock (_lock)
        {
            _from = Position;
            _state = PlayerState.Paused;
        }
    }

    /// <returns>Why nothing is played any more; <see langword="null"/> at the end of the queue.</returns>
    private async Task<string?> PlayThroughAsync(Streamed<PlayReply>? asked, TaskCompletionSource begun, CancellationTokenSource run)
    {
        for (var failures = 0; SkipMissing(run) is { } song; asked = null)
        {
            var end = await PlayAsync(song, asked, begun, run.Token);
            switch (end.Outcome)
            {
                case PlayerOutcome.PlayerFailed:
                    return end.Problem;
                case PlayerOutcome.SongFailed:
                    events.Skipped(song, end.Problem ?? "");
                    failures++;
                    break;
                default:
                    failures = 0;
                    break;
            }

            if (!MoveOn(run, failed: failures > 0))
            {
                return null;
            }

            if (failures >= Math.Min(MaxFailures, Now.Count))
            {
                return "One song after the other could not be played.";
            }
        }

        return null;
    }

    private async Task<PlayerEnd> PlayAsync(Song song, Streamed<PlayReply>? asked, TaskCompletionSource begun, CancellationToken cancellationToken)
    {
        try
        {
            _file ??= await client.FetchAsync(song, asked, events, cancellationToken);
        }
        catch (Exception exception) when (exception is SongProtocolException or InvalidDataException)
        {
            return new PlayerEnd(PlayerOutcome.SongFailed, exception.Message);
        }

        if (program is null)
        {
            return new PlayerEnd(PlayerOutcome.PlayerFailed, string.Create(CultureInfo.InvariantCulture, $"Received {_file.Bytes:N0} bytes. {AudioPlayer.Missing}"));
        }

        lock (_lock)
        {
            _state = PlayerState.Playing;
            _since = time.GetTimestamp();
        }

        events.Playing(Now with { Position = _from }, _file.Bytes, program.Name);
        begun.TrySetResult();
        return await program.PlayAsync(_file.Path, _from, cancellationToken);
    }

    /// <returns>The current song, or the next one that the library still has.</returns>
    private Song? SkipMissing(CancellationTokenSource run)
    {
        var missing = new List<Song>();
        while (IsCurrent(run) && Now.Song is { Missing: true } song && missing.Count < Now.Count)
        {
            missing.Add(song);
            if (!MoveOn(run, failed: true))
            {
                break;
            }
        }

        if (missing.Count > 0)
        {
            events.Missing(missing);
        }

        return IsCurrent(run) && Now.Song is { Missing: not true } found ? found : null;
    }

    /// <param name="failed">Whether the song is not to be repeated.</param>
    private bool MoveOn(CancellationTokenSource run, bool failed)
    {
        lock (_lock)
        {
            if (!IsCurrent(run) || !(failed ? _queue.Next() : _queue.End()))
            {
                return false;
            }

            Forget(PlayerState.Receiving);
            return true;
        }
    }

    /// <summary>Whether nobody has told it something else meanwhile.</summary>
    private bool IsCurrent(CancellationTokenSource run)
    {
        lock (_lock)
        {
            return run == _run;
        }
    }

    /// <summary>The current song is played no further.</summary>
    private void Forget(PlayerState state)
    {
        _file?.Dispose();
        _file = null;
        lock (_lock)
        {
            _state = state;
            _from = TimeSpan.Zero;
        }
    }

    private T Read<T>(Func<PlayQueue, T> read)
    {
        lock (_lock)
        {
            return read(_queue);
        }
    }
}
