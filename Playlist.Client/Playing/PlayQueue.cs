using Playlist.Protocol.Songs;

namespace Playlist.Client.Playing;

/// <summary>What is played after what: the songs, the current one, shuffle and repeat. Knows no player, and no thread but one at a time.</summary>
/// <remarks>A song may be in it twice: each is an entry of its own. Positions count from 0.</remarks>
internal sealed class PlayQueue(Random random)
{
    /// <summary>How far back the way goes that was really played.</summary>
    public const int MaxBehind = 1000;

    private readonly List<Entry> _entries = [];

    // Shuffle: what is left of this round, in the order in which it is played.
    private readonly List<Entry> _ahead = [];

    // What was played before the current song, the latest last.
    private readonly List<Entry> _behind = [];
    private Entry? _current;

    public int Count => _entries.Count;

    public IEnumerable<Song> Songs => _entries.Select(entry => entry.Song);

    /// <summary>The song to be played now; <see langword="null"/> when there is none, or none follows the one that was removed.</summary>
    public Song? Current => _current?.Song;

    /// <summary>Where the current song is among <see cref="Songs"/>; -1 when there is none.</summary>
    public int Position => _current is null ? -1 : _entries.IndexOf(_current);

    public bool Shuffle { get; private set; }

    public Repeat Repeat { get; set; }

    /// <summary>What is to be played after the current song, as far as it is settled.</summary>
    public IEnumerable<Song> Upcoming => (Shuffle ? _ahead : _entries.Skip(Position + 1)).Select(entry => entry.Song);

    /// <summary>What <see cref="End"/> would go on with, if that is settled.</summary>
    public Song? Following => (Repeat, Shuffle) switch
    {
        (Repeat.One, _) => Current,
        (_, true) => _ahead.FirstOrDefault()?.Song,
        _ => At(Position + 1)?.Song,
    };

    /// <summary>Plays songs through, in place of all that was there.</summary>
    /// <param name="at">The song to begin with; <see langword="null"/> is the first, or any when they are shuffled.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public void Replace(IEnumerable<Song> songs, int? at = null)
    {
        Entry[] entries = [.. songs.Select(song => new Entry(song))];
        if (at is { } position)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(at));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, entries.Length, nameof(at));
        }

        _entries.Clear();
        _behind.Clear();
        _ahead.Clear();
        _entries.AddRange(entries);
        var first = at ?? (Shuffle && entries.Length > 0 ? random.Next(entries.Length) : 0);
        _current = entries.ElementAtOrDefault(first);
        BeginRound();
    }

    /// <param name="at">Where the first of them will be: 0 to <see cref="Count"/>. When songs are shuffled, each is played in this round.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public void Insert(int at, IEnumerable<Song> songs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(at);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at, _entries.Count);
        Entry[] entries = [.. songs.Select(song => new Entry(song))];
        _entries.InsertRange(at, entries);
        foreach (var entry in Shuffle ? entries : [])
        {
            _ahead.Insert(random.Next(_ahead.Count + 1), entry);
        }
    }

    /// <summary>Takes songs out. When the current one is among them, the one that would have been played after them is the current one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many songs.</exception>
    public void Remove(int from, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _entries.Count - from);
        var removed = _entries.GetRange(from, count).ToHashSet();
        _entries.RemoveRange(from, count);
        _ahead.RemoveAll(removed.Contains);
        _behind.RemoveAll(removed.Contains);
        if (_current is not null && removed.Contains(_current))
        {
            _current = Shuffle ? TakeAhead() : At(from);
        }
    }

    /// <summary>Each song is played once before any is played again; the current one stays, as the first of a round. Without, the songs go on in order from the current one.</summary>
    public void SetShuffle(bool shuffle)
    {
        if (shuffle != Shuffle)
        {
            Shuffle = shuffle;
            BeginRound();
        }
    }

    /// <summary>The current song has been played to its end.</summary>
    /// <returns>Whether there is one to be played now.</returns>
    public bool End() => (Repeat is Repeat.One && _current is not null) || Next();

    /// <summary>Goes on to the next song, also when one is to be repeated.</summary>
    /// <returns><see langword="false"/>: there is none, and the current one stays.</returns>
    public bool Next()
    {
        if ((Shuffle ? TakeAhead() : At(Position + 1)) is not { } next)
        {
            return false;
        }

        LeaveBehind();
        _current = next;
        return true;
    }

    /// <summary>Goes to a song of one's choice.</summary>
    /// <returns><see langword="false"/>: there is no such position, and the current song stays.</returns>
    public bool Jump(int position)
    {
        if (position < 0 || position >= _entries.Count)
        {
            return false;
        }

        var chosen = _entries[position];
        if (chosen != _current)
        {
            LeaveBehind();
            _ahead.Remove(chosen);
            _current = chosen;
        }

        return true;
    }

    /// <summary>Goes back: to the song before the current one, or, when songs are shuffled, to the one that was really played before it.</summary>
    /// <inheritdoc cref="Next" path="/returns"/>
    public bool Previous()
    {
        var played = _behind.LastOrDefault();
        if ((Shuffle || _current is null ? played : At(Position - 1)) is not { } previous)
        {
            return false;
        }

        if (Shuffle && _current is not null)
        {
            _ahead.Insert(0, _current);
        }

        if (previous == played)
        {
            _behind.RemoveAt(_behind.Count - 1);
        }
        else
        {
            LeaveBehind();
        }

        _current = previous;
        return true;
    }

    /// <summary>Puts a song elsewhere in the order; the one that plays goes on.</summary>
    /// <param name="to">Where it is afterwards.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public void Move(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(to);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(to, _entries.Count);
        var entry = _entries[from];
        _entries.RemoveAt(from);
        _entries.Insert(to, entry);
    }

    private void LeaveBehind()
    {
        if (_current is not null)
        {
            _behind.Add(_current);
            _behind.RemoveRange(0, Math.Max(0, _behind.Count - MaxBehind));
        }
    }

    /// <summary>In order; beyond an end, the other end, when songs are repeated.</summary>
    private Entry? At(int position) =>
        _entries.Count > 0 && Repeat != Repeat.Off ? _entries[(position + _entries.Count) % _entries.Count] : _entries.ElementAtOrDefault(position);

    private Entry? TakeAhead()
    {
        if (_ahead.Count == 0 && (Repeat != Repeat.Off || _current is null))
        {
            BeginRound();
            if (_current is not null && _entries.Contains(_current))
            {
                // Of the new round, but not its first: nothing is played twice in a row.
                _ahead.Insert(_ahead.Count == 0 ? 0 : random.Next(1, _ahead.Count + 1), _current);
            }
        }

        if (_ahead.Count == 0)
        {
            return null;
        }

        var next = _ahead[0];
        _ahead.RemoveAt(0);
        return next;
    }

    private void BeginRound()
    {
        _ahead.Clear();
        if (Shuffle)
        {
            _ahead.AddRange(_entries.Where(entry => entry != _current));
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_ahead));
        }
    }

    private sealed class Entry(Song song)
    {
        public Song Song { get; } = song;
    }
}

/// <summary>What is played again: nothing, all songs, or the current one.</summary>
internal enum Repeat
{
    Off,
    All,
    One,
}
