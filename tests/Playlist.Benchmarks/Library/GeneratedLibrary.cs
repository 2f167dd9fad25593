namespace Playlist.Benchmarks.Library;

internal sealed record GeneratedSong(string Title, string Artist, string Album, int Track, int Year, string Genre)
{
    public string Path => $"{Artist}/{Album}/{Track:00} {Title}.mp3";
}

/// <summary>A library as people have it, the same for the same number of songs: artists with albums with songs.</summary>
internal sealed class GeneratedLibrary
{
    private const int Seed = 20261125;
    private const int FramesPerSong = 20;

    // Of some days ago, so that no file looks as if it were still being written.
    private static readonly DateTime Written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Genres = ["Pop", "Rock", "Electronic", "Jazz", "Classical", "Hip-Hop", "Folk", "Metal", "Soul", "Ambient"];

    private readonly Random _random = new(Seed);
    private readonly WordList _words;
    private int _touched;

    public GeneratedLibrary(int count)
    {
        _words = new WordList(_random);
        Songs = [.. Artists().SelectMany(AlbumsOf).Take(count)];
    }

    public IReadOnlyList<GeneratedSong> Songs { get; }

    public void Write(string folder)
    {
        Parallel.ForEach(Songs.Index(), song =>
        {
            var path = Path.Combine(folder, song.Item.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Mp3File.Create(song.Item, song.Index, FramesPerSong));
            File.SetLastWriteTimeUtc(path, Written);
        });
    }

    /// <summary>Makes every file look changed, so that a scan reads all of them again.</summary>
    public void Touch(string folder)
    {
        _touched++;
        foreach (var song in Songs)
        {
            File.SetLastWriteTimeUtc(Path.Combine(folder, song.Path), Written.AddDays(_touched));
        }
    }

    private IEnumerable<string> Artists()
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (true)
        {
            var name = _random.Next(3) switch
            {
                0 => $"The {Words(1)}s",
                1 => $"{Words(2)}",
                _ => $"{Words(1)}",
            };
            if (known.Add(name))
            {
                yield return name;
            }
        }
    }

    private IEnumerable<GeneratedSong> AlbumsOf(string artist)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var albums = _random.Next(1, 6);
        while (known.Count < albums)
        {
            var album = Words(_random.Next(1, 4));
            if (!known.Add(album))
            {
                continue;
            }

            var (year, genre, tracks) = (_random.Next(1960, 2027), WordList.Pick(_random, Genres), _random.Next(8, 17));
            for (var track = 1; track <= tracks; track++)
            {
                yield return new GeneratedSong(Words(_random.Next(1, 5)), artist, album, track, year, genre);
            }
        }
    }

    private string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => _words.Next(_random)));
}
