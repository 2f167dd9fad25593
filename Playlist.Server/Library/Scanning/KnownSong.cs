namespace Playlist.Server.Library.Scanning;

/// <summary>A song that the library has or once had.</summary>
/// <param name="plays">How often it was played when it was loaded; from then on its <see cref="LibrarySong"/> counts.</param>
internal sealed class KnownSong(string id, string key, SongTags tags, DateTimeOffset added, long plays)
{
    private LibrarySong? _listed;

    public string Id => id;

    public string Key { get; set; } = key;

    public SongTags Tags { get; set; } = tags;

    public DateTimeOffset Added => added;

    public string? DuplicateOf { get; set; }

    /// <summary><see langword="null"/> when it is gone.</summary>
    public KnownFile? File { get; set; }

    /// <summary>Where its file was last, as far as is known.</summary>
    public string LastPath { get; set; } = "";

    /// <summary>It is in the database.</summary>
    public bool Stored { get; set; }

    /// <summary>It as it is listed; the same object as long as nothing of it changes.</summary>
    /// <param name="file">Its own.</param>
    public LibrarySong Listed(KnownFile file)
    {
        _listed ??= new LibrarySong(Id, Tags, file.Path, file.Bytes, Added, DuplicateOf) { Plays = plays };
        if (_listed.Tags != Tags || _listed.Path != file.Path || _listed.Bytes != file.Bytes || _listed.DuplicateOf != DuplicateOf)
        {
            _listed = _listed with { Tags = Tags, Path = file.Path, Bytes = file.Bytes, DuplicateOf = DuplicateOf };
        }

        return _listed;
    }
}
