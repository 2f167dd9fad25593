using Playlist.Protocol.Library;

namespace Playlist.Server.Library.Listing;

/// <summary>Which songs are an album (docs/song-protocol.md, section 4, <c>albums</c>). Albums are numbered by name, then artist.</summary>
internal sealed class AlbumTable
{
    private const int MillisecondDigits = 3;

    private readonly SongTable _songs;

    public AlbumTable(SongTable songs)
    {
        _songs = songs;
        Names = new(songs.Songs.Select(song => song.Tags.Album));
        var keys = Keys();
        var albums = Enumerable.Range(0, keys.Length)
            .Where(number => keys[number].Name != NameTable.None)
            .GroupBy(number => keys[number])
            .OrderBy(album => album.Key.Name).ThenBy(album => (uint)album.Key.Artist).ThenBy(album => album.Key.Folder, StringComparer.Ordinal)
            .ToArray();

        AlbumOf = new int[keys.Length];
        Array.Fill(AlbumOf, NameTable.None);
        for (var number = 0; number < albums.Length; number++)
        {
            foreach (var song in albums[number])
            {
                AlbumOf[song] = number;
            }
        }

        Albums = Array.ConvertAll(albums, album => Describe(album.Key, album));
        Artists = Array.ConvertAll(albums, album => album.Key.Artist);
        NameOf = Array.ConvertAll(albums, album => album.Key.Name);
    }

    public Album[] Albums { get; }

    /// <summary>Each album's name, in <see cref="Names"/>.</summary>
    public int[] NameOf { get; }

    public NameTable Names { get; }

    /// <summary>Each album's artist, in the songs' <see cref="SongTable.Artists"/>.</summary>
    public int[] Artists { get; }

    /// <summary>Each song's album.</summary>
    public int[] AlbumOf { get; }

    /// <summary>A song's place in its album.</summary>
    public static (int Disc, int Track) Place(CatalogueSong song) => (song.Tags.Disc ?? 1, song.Tags.Track ?? int.MaxValue);

    private AlbumKey[] Keys()
    {
        var keys = new AlbumKey[_songs.Songs.Length];
        // Of the songs without an album artist that share album and folder: their one artist, or several.
        var artists = new Dictionary<(int Name, string Folder), int>();
        for (var number = 0; number < keys.Length; number++)
        {
            var (name, artist) = (Names.NumberOf(_songs.Songs[number].Tags.Album), _songs.AlbumArtist[number]);
            keys[number] = new(name, artist, null);
            if (name != NameTable.None && artist == NameTable.None)
            {
                var folder = Folder(number);
                keys[number] = new(name, _songs.Artist[number], folder);
                if (!artists.TryAdd((name, folder), _songs.Artist[number]) && artists[(name, folder)] != _songs.Artist[number])
                {
                    artists[(name, folder)] = NameTable.None;
                }
            }
        }

        for (var number = 0; number < keys.Length; number++)
        {
            if (keys[number] is { Folder: { } folder } key)
            {
                keys[number] = artists[(key.Name, folder)] is var artist and not NameTable.None ? new(key.Name, artist, null) : key with { Artist = NameTable.None };
            }
        }

        return keys;
    }

    private string Folder(int number) => _songs.Songs[number].Library.Path is var path && path.LastIndexOf('/') is var end and >= 0 ? path[..end] : "";

    private Album Describe(AlbumKey key, IEnumerable<int> numbers)
    {
        List<CatalogueSong> songs = [.. numbers.Select(number => _songs.Songs[number]).OrderBy(Place)];
        var durations = songs.Where(song => song.Tags.Duration is not null).Sum(song => song.Tags.Duration!.Value);
        return new(
            songs[0].Tags.Album!,
            key.Artist == NameTable.None ? null : _songs.Artists.Spelled[key.Artist],
            songs.Find(song => song.Tags.Year is not null)?.Tags.Year,
            songs.Count,
            durations > 0 ? Math.Round(durations, MillisecondDigits) : null,
            songs[0].Id);
    }

    /// <param name="Folder">Of songs of several artists.</param>
    private readonly record struct AlbumKey(int Name, int Artist, string? Folder);
}
