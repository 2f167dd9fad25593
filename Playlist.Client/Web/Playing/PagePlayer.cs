using Playlist.Client.Library;
using Playlist.Client.Playing;
using Playlist.Client.Songs;
using Playlist.Client.Web.Layout;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Web.Playing;

/// <summary>Plays a queue in a browser tab: tells its audio what to play, and hears what becomes of it.</summary>
/// <remarks>All calls come one after another, from the tab's circuit.</remarks>
internal sealed class PagePlayer(SongClient client, ServerStatus server, IPageAudio audio, Toasts toasts) : IPageAudioEvents, IDisposable
{
    /// <summary>The longest queue.</summary>
    public const int MaxSongs = 1000;

    /// <summary>So many songs in a row that fail, and it gives up: it will not be the songs.</summary>
    public const int MaxFailures = 10;

    /// <summary>A song that fails so often at the same place is left out.</summary>
    public const int MaxAttempts = 3;

    /// <summary>From here on, back leads to the song's beginning; in seconds.</summary>
    public const double RestartsAfter = 3;

    private readonly PlayQueue _queue = new(Random.Shared);
    private readonly IDisposable _watching = server.Watch();
    private int _keys;
    private AudioSource? _loaded;
    private (AudioSource Source, Song Song)? _prepared;
    private CancellationTokenSource? _waiting;
    private int _failures;
    private (int Attempts, double Position) _trouble;

    /// <summary>Anything that this tells has changed.</summary>
    public event Action? Changed;

    public PagePlayerState State { get; private set; }

    /// <summary>Why nothing plays; for a person. <see langword="null"/> since a song has begun again.</summary>
    /// <remarks>A song that is left out is told in a toast: the next one begins too soon for anything else to be read.</remarks>
    public string? Problem { get; private set; }

    public Song? Current => _queue.Current;

    public int Position => _queue.Position;

    public IReadOnlyList<Song> Songs { get; private set; } = [];

    public bool Shuffle => _queue.Shuffle;

    public Repeat Repeat => _queue.Repeat;

    /// <summary>Whether it plays, or would if it could.</summary>
    public bool IsActive => State is PagePlayerState.Playing or PagePlayerState.Loading or PagePlayerState.Waiting;

    private bool Plays => State is not PagePlayerState.Paused;

    /// <summary>Goes on where this tab was when its page was loaded last.</summary>
    public async Task StartAsync()
    {
        var kept = await audio.StartAsync(this);
        if (_queue.Count > 0)
        {
            // Somebody was quicker, and the tab's audio did not hear of it.
            await LoadAsync(from: 0, IsActive);
        }
        else if (kept is not null && SavedQueue.FromJson(kept.Queue) is { } queue)
        {
            _queue.Replace(queue.Songs, queue.At);
            _queue.SetShuffle(queue.Shuffle);
            _queue.Repeat = queue.Repeat;
            await LoadAsync(kept.Position, kept.Plays);
        }
    }

    /// <summary>Plays songs through, in place of what is played now.</summary>
    /// <param name="songs">Those beyond <see cref="MaxSongs"/> are left out, or those before the one to begin with, when that is beyond.</param>
    /// <param name="at">The song to begin with; <see langword="null"/> is the first, or any when they are shuffled.</param>
    public async Task PlayAsync(IReadOnlyList<Song> songs, int? at)
    {
        var first = at >= MaxSongs ? at.Value : 0;
        _queue.Replace(songs.Skip(first).Take(MaxSongs), at - first);
        _failures = 0;
        await LoadAsync(from: 0, plays: true);
    }

    /// <summary>Adds songs at the end; as many as there is room for.</summary>
    /// <returns>How many were added.</returns>
    public async Task<int> AddAsync(IReadOnlyList<Song> songs)
    {
        var fitting = songs.Take(MaxSongs - _queue.Count).ToList();
        if (_queue.Count == 0)
        {
            _queue.Replace(fitting);
            await LoadAsync(from: 0, plays: false);
        }
        else
        {
            _queue.Insert(_queue.Count, fitting);
            await QueueChangedAsync();
        }

        return fitting.Count;
    }

    public async Task GoToAsync(int position)
    {
        if (_queue.Jump(position))
        {
            await LoadAsync(from: 0, plays: true);
        }
    }

    public async Task MoveAsync(int from, int to)
    {
        _queue.Move(from, to);
        await QueueChangedAsync();
    }

    public async Task RemoveAsync(int position)
    {
        var isCurrent = position == _queue.Position;
        _queue.Remove(position);
        if (!isCurrent)
        {
            await QueueChangedAsync();
        }
        else if (_queue.Current is null)
        {
            // It was the last one: what is left waits, from its beginning on.
            _queue.Jump(0);
            await StopAsync();
        }
        else
        {
            await LoadAsync(from: 0, plays: IsActive);
        }
    }

    /// <summary>Play becomes pause, and pause play.</summary>
    public async Task ToggleAsync()
    {
        switch (State)
        {
            case PagePlayerState.Playing or PagePlayerState.Loading:
                await audio.PauseAsync();
                break;
            case PagePlayerState.Waiting:
                await CancelWaitAsync();
                Set(PagePlayerState.Paused);
                break;
            case PagePlayerState.Paused when Problem is null:
                await audio.PlayAsync();
                break;
            default:
                await LoadAsync(State is PagePlayerState.Paused ? _trouble.Position : 0, plays: true);
                break;
        }
    }

    public async Task SetShuffleAsync(bool shuffle)
    {
        _queue.SetShuffle(shuffle);
        await QueueChangedAsync();
    }

    public async Task SetRepeatAsync(Repeat repeat)
    {
        _queue.Repeat = repeat;
        await QueueChangedAsync();
    }

    public async Task NextAsync()
    {
        if (_queue.Next())
        {
            await LoadAsync(from: 0, plays: true);
        }
    }

    public async Task PreviousAsync(double position)
    {
        if (position >= RestartsAfter || _queue.Previous())
        {
            await LoadAsync(from: 0, plays: true);
        }
    }

    public Task PlayingAsync(int key)
    {
        if (key == _loaded?.Key)
        {
            (Problem, _failures) = (null, 0);
            Set(PagePlayerState.Playing);
        }

        return Task.CompletedTask;
    }

    public Task PausedAsync(int key)
    {
        // A song that fails is paused by the browser as well.
        if (key == _loaded?.Key && State is not PagePlayerState.Waiting)
        {
            Set(PagePlayerState.Paused);
        }

        return Task.CompletedTask;
    }

    public async Task EndedAsync(int key, int? next)
    {
        if (key != _loaded?.Key)
        {
            return;
        }

        if (!_queue.End())
        {
            await StopAsync();
        }
        else if (_prepared is { } prepared && prepared.Source.Key == next && prepared.Song == _queue.Current)
        {
            _loaded = prepared.Source;
            _trouble = default;
            await QueueChangedAsync();
        }
        else
        {
            await LoadAsync(from: 0, plays: true);
        }
    }

    public async Task FailedAsync(int key, double position)
    {
        if (key != _loaded?.Key || Current is not { } song)
        {
            return;
        }

        // A song that was paused, before or meanwhile, does not begin by itself.
        Set(Plays ? PagePlayerState.Loading : PagePlayerState.Paused);
        _trouble = position > _trouble.Position ? (1, position) : (_trouble.Attempts + 1, position);
        try
        {
            // The browser does not say why: the server does.
            await client.GetSongAsync(song.Id, CancellationToken.None);
            if (_trouble.Attempts >= MaxAttempts)
            {
                await SkipAsync(key, $"This browser could not play {song.DisplayName()}.");
            }
            else if (key == _loaded?.Key)
            {
                await LoadAsync(position, Plays, isNextAttempt: true);
            }
        }
        catch (SongServerUnavailableException exception)
        {
            await WaitAsync(key, position, exception.Message);
        }
        catch (SongProtocolException refusal)
        {
            await SkipAsync(key, $"Skipped {song.DisplayName()}: {refusal.Message}");
        }
    }

    public void Dispose()
    {
        _watching.Dispose();
        _waiting?.Cancel();
        _waiting?.Dispose();
        _waiting = null;
    }

    private async Task WaitAsync(int key, double position, string problem)
    {
        if (key != _loaded?.Key)
        {
            return;
        }

        Problem = problem;
        if (!Plays)
        {
            Set(PagePlayerState.Paused);
            return;
        }

        await CancelWaitAsync();
        _waiting = new CancellationTokenSource();
        var ended = _waiting.Token;
        Set(PagePlayerState.Waiting);
        try
        {
            await server.WaitUntilReachableAsync(ended);
            await LoadAsync(position, plays: true);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // It was told something else.
        }
    }

    private async Task SkipAsync(int key, string problem)
    {
        if (key != _loaded?.Key)
        {
            return;
        }

        if (++_failures >= Math.Min(MaxFailures, _queue.Count) || !_queue.Next())
        {
            Problem = problem;
            await StopAsync();
        }
        else
        {
            toasts.ShowProblem(problem);
            await LoadAsync(from: 0, Plays);
        }
    }

    private async Task LoadAsync(double from, bool plays, bool isNextAttempt = false)
    {
        await CancelWaitAsync();
        SkipMissing();
        Problem = null;
        if (_queue.Current is not { Missing: not true } song)
        {
            Problem = _queue.Current is null ? null : "The library no longer has the files of these songs.";
            await StopAsync();
            return;
        }

        _trouble = from > 0 || isNextAttempt ? _trouble : default;
        var source = _loaded = Source(song);
        _prepared = null;
        State = plays ? PagePlayerState.Loading : PagePlayerState.Paused;
        await audio.LoadAsync(source, from, plays);
        if (source == _loaded)
        {
            // Also that nothing follows: the tab may still have what followed before.
            await QueueChangedAsync(preparesAnew: true);
        }
    }

    /// <summary>Goes on to a song that the library still has, if there is one.</summary>
    private void SkipMissing()
    {
        for (var looked = 0; _queue.Current is { Missing: true } && looked < _queue.Count && _queue.Next(); looked++)
        {
        }
    }

    private async Task StopAsync()
    {
        await CancelWaitAsync();
        (_loaded, _prepared) = (null, null);
        await audio.StopAsync();
        State = PagePlayerState.Stopped;
        await QueueChangedAsync();
    }

    private async Task QueueChangedAsync(bool preparesAnew = false)
    {
        Songs = [.. _queue.Songs];
        var following = _loaded is not null && _queue.Following is { Missing: not true } song ? song : null;
        if (preparesAnew || _prepared?.Song != following || following == _queue.Current)
        {
            _prepared = following is null ? null : (Source(following), following);
            await audio.PrepareAsync(_prepared?.Source);
        }

        Changed?.Invoke();
        if (new SavedQueue(Songs, Math.Max(0, _queue.Position), _queue.Shuffle, _queue.Repeat).ToJson() is { } json)
        {
            await audio.SaveAsync(json);
        }
    }

    /// <summary>Each playing of a song is a trace of its own, which goes from the page to the server.</summary>
    private AudioSource Source(Song song)
    {
        using var span = ClientTelemetry.StartPagePlay(song);
        var id = Uri.EscapeDataString(song.Id);
        return new AudioSource(++_keys, $"songs/{id}/audio{(span is null ? "" : $"?traceparent={span.Id}")}", $"songs/{id}/cover", song.Title, song.Artist, song.Album, song.Duration);
    }

    private async Task CancelWaitAsync()
    {
        if (_waiting is { } waiting)
        {
            _waiting = null;
            await waiting.CancelAsync();
            waiting.Dispose();
        }
    }

    private void Set(PagePlayerState state)
    {
        State = state;
        Changed?.Invoke();
    }
}
