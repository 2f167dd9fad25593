using CsCheck;
using Playlist.Protocol.Library;
using Playlist.Server.Library;
using static Playlist.Server.Tests.Catalogues.TestCatalogue;

namespace Playlist.Server.Tests.Catalogues;

/// <summary>The index finds what a plain reading of docs/song-protocol.md, section 4, finds, song by song, and in that order.</summary>
public sealed class SearchModelTests
{
    // Words that are alike, so that everything happens: the same, beginnings, one letter off.
    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.OneOf("summer", "sumer", "summers", "sommer", "smumer", "sum", "s", "golden", "goldens", "golde", "Gölden", "old"),
        Gen.String[Gen.Char['a', 'b'], 4, 6]);

    private static readonly Gen<string> Name = Word.Array[1, 3].Select(words => string.Join(' ', words));

    private static readonly Gen<SongTags> Tags = Gen.Select(Name, Name, Name.Null(), Name.Null(), Word.Null())
        .Select((title, artist, albumArtist, album, genre) => new SongTags(title, artist, albumArtist, album, Genre: genre));

    [Fact]
    public void Search_agrees_with_the_model()
    {
        var request = Gen.Select(Name.Null(), Word.Null(0.8), Word.Null(0.8), Word.Null(0.8))
            .Select((query, artist, album, genre) => new SongsRequest { Query = query, Artist = artist, Album = album, Genre = genre });

        Gen.Select(Gen.Select(Tags, Gen.Int[0, 2]).Array[0, 15], request).Sample((songs, asked) =>
        {
            var catalogue = Of([.. songs.Select((song, number) => Song(song.Item1, $"{number:D2}", plays: song.Item2))]);

            Assert.Equal(Model([.. catalogue.Songs], asked), catalogue.Ids(asked));
        });
    }

    private static string[] Model(IReadOnlyList<CatalogueSong> songs, SongsRequest asked)
    {
        var words = SongName.Fold(asked.Query ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();
        return [.. songs
            .Where(song => Is(asked.Artist, song.Tags.Artist, song.Tags.AlbumArtist) && Is(asked.Album, song.Tags.Album) && Is(asked.Genre, song.Tags.Genre))
            .Select(song => (song.Id, song.Library.Plays, Whole: Is(asked.Query ?? "", song.Tags.Title), Matches: words.Select(word => Match(word, song.Tags)).ToArray()))
            .Where(song => song.Matches.All(match => match.How > 0))
            .OrderByDescending(song => song.Whole)
            .ThenByDescending(song => song.Matches.Sum(match => match.How))
            .ThenByDescending(song => song.Matches.Sum(match => match.Field))
            // Without a query it is by title.
            .ThenByDescending(song => words.Length == 0 ? 0 : song.Plays)
            .Select(song => song.Id)];
    }

    private static bool Is(string? asked, params string?[] names) => asked is null || names.Any(name => name is not null && SongName.Fold(name) == SongName.Fold(asked));

    private static (int How, int Field) Match(string word, SongTags tags) =>
        new (string Name, int Field)[] { (tags.Title, 3), (tags.Artist, 2), (tags.AlbumArtist ?? "", 2), (tags.Album ?? "", 1), (tags.Genre ?? "", 0) }
            .SelectMany(field => SongName.Fold(field.Name).Split(' ').Select(there => (How: How(word, there), field.Field)))
            .Max();

    private static int How(string word, string there) =>
        there == word ? 3
        : there.StartsWith(word, StringComparison.Ordinal) ? 2
        : word.Length >= 5 && Enumerable.Range(0, there.Length + 1).Any(length => IsOneOff(word, there[..length])) ? 1
        : 0;

    /// <summary>Tries each slip.</summary>
    private static bool IsOneOff(string word, string other) =>
        Enumerable.Range(0, word.Length).Any(at => word.Remove(at, 1) == other)
        || Enumerable.Range(0, other.Length).Any(at => other.Remove(at, 1) == word || (at < word.Length && word.Length == other.Length && word.Remove(at, 1) == other.Remove(at, 1)))
        || Enumerable.Range(1, Math.Max(0, word.Length - 1)).Any(at => word.Remove(at - 1, 2).Insert(at - 1, $"{word[at]}{word[at - 1]}") == other);
}
