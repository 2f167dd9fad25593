using Playlist.Protocol.Library;
using Playlist.Server.Library.NewMusic;

namespace Playlist.Server.Library.Scanning;

/// <summary>The library as it is known, and what of it is not yet in the database. Decides which song a file is.</summary>
/// <remarks>Not thread-safe: whoever scans has it.</remarks>
internal sealed class KnownLibrary
{
    private readonly Dictionary<string, KnownFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownSong> _songs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<KnownSong>> _byKey = new(StringComparer.Ordinal);

    public IReadOnlyCollection<KnownFile> Files => _files.Values;

    /// <summary>What the next save writes.</summary>
    public HashSet<KnownSong> ChangedSongs { get; } = [];

    /// <summary>Files to write or, when they are not known any more, to delete.</summary>
    public HashSet<string> ChangedPaths { get; } = new(StringComparer.Ordinal);

    /// <summary>Of <see cref="ChangedSongs"/>, those to announce.</summary>
    public List<NewSong> NewSongs { get; } = [];

    /// <summary>The folder that was last scanned as a whole, and whether the next save is to write it.</summary>
    public (string? Folder, bool HasChanged) Scanned { get; set; }

    public bool HasChanges => Scanned.HasChanged || ChangedSongs.Count + ChangedPaths.Count > 0;

    /// <summary>The songs whose files are there.</summary>
    public List<LibrarySong> Songs => [.. _files.Values.Where(file => file.Song is not null).Select(file => file.Song!.Listed(file))];

    /// <summary>By path.</summary>
    public List<SkippedFile> Skipped =>
        [.. _files.Values.Where(file => file.Song is null).OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => new SkippedFile(file.Path, file.Problem ?? "it cannot be read"))];

    public KnownFile? Find(string path) => _files.GetValueOrDefault(path);

    public IReadOnlyCollection<KnownSong> KnownSongs => _songs.Values;

    /// <summary>Takes a song as it is stored.</summary>
    public void Load(KnownSong song)
    {
        song.Stored = true;
        _songs[song.Id] = song;
        OfKey(song.Key).Add(song);
    }

    /// <summary>Takes a file as it is stored, after its song.</summary>
    public void Load(KnownFile file, string? songId)
    {
        file.Stored = true;
        _files[file.Path] = file;
        if (songId is not null && _songs.GetValueOrDefault(songId) is { File: null } song)
        {
            (file.Song, song.File, song.LastPath) = (song, file, file.Path);
        }
    }

    /// <summary>A file was read.</summary>
    /// <param name="key">See <see cref="ContentKey"/>.</param>
    /// <param name="isThere">Whether a file is still in the folder.</param>
    /// <param name="now">When a new song counts as added.</param>
    /// <returns>What became of it: one of <see cref="ScanOutcomes"/>.</returns>
    public string Read(ListedFile listed, SongTags tags, string key, Func<string, bool> isThere, DateTimeOffset now)
    {
        var file = FileAt(listed);
        if (file is { Song: null, Before: { File: null } before })
        {
            (file.Song, before.File) = (before, file);
            Regroup(before.Key);
        }

        file.Before = null;
        var current = file.Song;
        var (song, outcome) = (current, ScanOutcomes.Changed);
        if (current?.Key != key)
        {
            if (Returning(key, listed.Path, isThere) is { } returning)
            {
                (song, outcome) = (returning, ScanOutcomes.Moved);
            }
            else if (current is null)
            {
                (song, outcome) = (New(key, tags, now), ScanOutcomes.Added);
            }
        }

        if (song != current)
        {
            Detach(file);
            Forget(song!.File);
            (file.Song, song.File) = (song, file);
            Regroup(key);
        }
        else if (song!.Key != key)
        {
            // Edited in place: it stays itself, and is found by its new key when it is moved next.
            var keyBefore = song.Key;
            OfKey(keyBefore).Remove(song);
            song.Key = key;
            OfKey(key).Add(song);
            Regroup(keyBefore);
            Regroup(key);
        }

        (song.Tags, song.LastPath) = (tags, file.Path);
        ChangedSongs.Add(song);
        return outcome;
    }

    /// <summary>A file cannot be read.</summary>
    /// <param name="forNow">It is tried again by the next scan; the song that was in it stays.</param>
    public void CouldNotRead(ListedFile listed, string problem, bool forNow)
    {
        if (forNow && Find(listed.Path)?.Song is not null)
        {
            return;
        }

        var file = FileAt(forNow ? listed with { Modified = KnownFile.ToBeReadAgain } : listed);
        file.Before = file.Song ?? file.Before;
        Detach(file);
        file.Problem = problem;
    }

    /// <summary>There is a picture beside a song's file by now.</summary>
    public void AddCover(KnownSong song)
    {
        song.Tags = song.Tags with { HasCover = true };
        ChangedSongs.Add(song);
    }

    /// <summary>A file is gone. Its song is kept, and gets the file when it comes back, wherever.</summary>
    public void Remove(string path) => Forget(Find(path));

    private KnownFile FileAt(ListedFile listed)
    {
        if (!_files.TryGetValue(listed.Path, out var file))
        {
            _files.Add(listed.Path, file = new KnownFile(listed.Path));
        }

        (file.Bytes, file.Modified, file.Problem) = (listed.Bytes, listed.Modified, null);
        ChangedPaths.Add(file.Path);
        return file;
    }

    private KnownSong New(string key, SongTags tags, DateTimeOffset now)
    {
        var ordinal = 0;
        while (_songs.ContainsKey(ContentKey.Id(key, ordinal)))
        {
            ordinal++;
        }

        var song = new KnownSong(ContentKey.Id(key, ordinal), key, tags, now, plays: 0);
        _songs.Add(song.Id, song);
        OfKey(key).Add(song);
        return song;
    }

    /// <summary>The song with this content whose file is gone, because it was renamed or moved, or has been away. Of several, the one whose path ends most like this one.</summary>
    private KnownSong? Returning(string key, string path, Func<string, bool> isThere) =>
        OfKey(key).Where(song => song.File is null || !isThere(song.File.Path)).MaxBy(song => SameAtTheEnd(song.LastPath, path));

    private static int SameAtTheEnd(string one, string other)
    {
        var length = 0;
        while (length < one.Length && length < other.Length && one[^(length + 1)] == other[^(length + 1)])
        {
            length++;
        }

        return length;
    }

    private void Forget(KnownFile? file)
    {
        if (file is not null)
        {
            _files.Remove(file.Path);
            ChangedPaths.Add(file.Path);
            Detach(file);
        }
    }

    private void Detach(KnownFile file)
    {
        if (file.Song is { } song)
        {
            (file.Song, song.File) = (null, null);
            Regroup(song.Key);
        }
    }

    /// <summary>Of the songs with one key whose files are there, the others are duplicates of the one that was there first.</summary>
    private void Regroup(string key)
    {
        if (OfKey(key) is [{ DuplicateOf: null }])
        {
            return;
        }

        KnownSong? first = null;
        foreach (var song in OfKey(key).Where(song => song.File is not null).OrderBy(song => song.Added).ThenBy(song => song.Id == ContentKey.Id(key, 0) ? 0 : 1).ThenBy(song => song.Id, StringComparer.Ordinal))
        {
            first ??= song;
            var duplicateOf = song == first ? null : first.Id;
            if (song.DuplicateOf != duplicateOf)
            {
                song.DuplicateOf = duplicateOf;
                ChangedSongs.Add(song);
            }
        }
    }

    private List<KnownSong> OfKey(string key)
    {
        if (!_byKey.TryGetValue(key, out var songs))
        {
            _byKey.Add(key, songs = new List<KnownSong>(1));
        }

        return songs;
    }
}
