using CsCheck;
using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;
using Playlist.Server.Library;
using Playlist.Server.Library.Searching;
using Playlist.Server.Songs;
using static Playlist.Server.Tests.Catalogues.TestCatalogue;

namespace Playlist.Server.Tests.Catalogues;

/// <summary>What holds for whatever titles and queries there are.</summary>
public sealed class SearchProperties
{
    private static readonly Gen<string> Exotic = Gen.OneOf(
        "!!!", "?", "-", "AC/DC", "R.E.M.", "It’s", "Déjà", "e\u0301\u0327a", "\u0301", "\ud83d", "a\udc00b", "🎵", "👩‍🎤", "夜に駆ける", "가나다라", "ΟΔΟΣ", "straße", "İstanbul", "ﬁ", "\ufffe", "\u200d", "(Live)", "Ǆ", "𐐨𐐩", "Summer", "Golden", "12345");

    private static readonly Gen<string> Word = Gen.Frequency((3, Exotic), (3, Gen.String[Gen.Char['a', 'e'], 1, 8]), (1, Gen.String[1, 6]));

    private static readonly Gen<string> Title = Word.Array[1, 4].Select(words => string.Join(' ', words)).Where(title => SongName.Fold(title).Length > 0);

    private static readonly Gen<string[]> Titles = Title.Array[1, 12].Where(titles => titles.Sum(title => title.Length) < 200);

    [Fact]
    public void A_song_is_found_by_its_title_and_comes_before_what_has_another() => ForEachTitle((catalogue, title, id) =>
    {
        var found = catalogue.Search(new SongsRequest { Query = title }, All).Page;

        Assert.Contains(id, found.Select(song => song.Id));
        var folded = SongName.Fold(title);
        Assert.Equal(folded, SongName.Fold(found[0].Tags.Title));
        Assert.Contains(id, Named(catalogue, title));
        Assert.Contains(id, Named(catalogue, $"{title} - Artist"));
    });

    [Fact]
    public void A_song_is_found_by_its_title_in_another_case_and_without_accents() => ForEachTitle((catalogue, title, id) =>
    {
        Assert.Contains(id, catalogue.Ids(title.ToUpperInvariant()));
        Assert.Contains(id, catalogue.Ids(title.ToLowerInvariant()));
        Assert.Contains(id, catalogue.Ids(SongName.Fold(title)));
        Assert.Contains(id, catalogue.Ids(SongName.Fold(title).ToLowerInvariant()));
        Assert.Contains(id, Named(catalogue, title.ToLowerInvariant()));
    });

    [Fact]
    public void A_song_is_found_by_its_words_in_any_order() => ForEachTitle((catalogue, title, id) =>
    {
        var words = SongName.Fold(title).Split(' ');
        new Random(title.Length).Shuffle(words);

        Assert.Contains(id, catalogue.Ids(string.Join("  ", words)));
    });

    [Fact]
    public void A_song_is_found_by_its_title_up_to_a_beginning_of_the_last_word() => ForEachTitle((catalogue, title, id) =>
    {
        var folded = SongName.Fold(title);
        var last = folded[(folded.LastIndexOf(' ') + 1)..].EnumerateRunes().ToArray();
        for (var length = 1; length < last.Length; length++)
        {
            var beginning = string.Concat(last.Take(length));
            // Punctuation at the front is no beginning of a word.
            if (SearchWord.OfQuery(beginning).All(word => !word.IsPunctuation))
            {
                Assert.Contains(id, catalogue.Ids(folded[..(folded.LastIndexOf(' ') + 1)] + beginning));
            }
        }
    });

    [Fact]
    public void A_song_is_found_by_its_title_with_one_letter_of_a_long_word_wrong() => ForEachTitle((catalogue, title, id) =>
    {
        var words = SongName.Fold(title).Split(' ');
        for (var word = 0; word < words.Length; word++)
        {
            if (words[word].Length >= WordIndex.LongWord && words[word].All(char.IsAsciiLetterOrDigit))
            {
                var right = words[word];
                var at = (right.Length * 7 / 3) % right.Length;
                string[] slips = [right.Remove(at, 1) + "", right.Insert(at, "Q"), right.Remove(at, 1).Insert(at, "Q"), at == 0 ? right : right.Remove(at - 1, 2).Insert(at - 1, $"{right[at]}{right[at - 1]}")];
                // One letter too few leaves a word that must be long enough itself.
                foreach (var slip in slips.Where(slip => slip.Length >= WordIndex.LongWord))
                {
                    words[word] = slip;
                    Assert.Contains(id, catalogue.Ids(string.Join(' ', words)));
                }

                words[word] = right;
            }
        }
    });

    [Fact]
    public void A_suggestion_has_matches() => Gen.Select(Titles, Title).Sample((titles, query) =>
    {
        var catalogue = Catalogue(titles);

        if (catalogue.DidYouMean(new SongsRequest { Query = query }) is { } suggestion)
        {
            Assert.NotEmpty(catalogue.Ids(suggestion));
        }
    });

    [Fact]
    public void Pages_put_together_are_the_whole_list()
    {
        var sorts = Gen.OneOf<string?>(null, SongSorts.Match, SongSorts.Title, SongSorts.Artist, SongSorts.Album, SongSorts.Plays, SongSorts.Newest);
        Gen.Select(Titles, sorts, Gen.OneOf<string?>(null, "a", "s", "golden", "c b"), Gen.Int[1, 5]).Sample((titles, sort, query, limit) =>
        {
            var catalogue = Catalogue(titles);
            var request = new SongsRequest { Query = query, Sort = sort };
            var whole = catalogue.Search(request, All);

            var pages = Enumerable.Range(0, titles.Length + 1).Select(page => catalogue.Search(request, new ListPage(page * limit, limit))).ToList();

            Assert.Equal(whole.Page, pages.SelectMany(page => page.Page));
            Assert.All(pages, page => Assert.Equal(whole.Page.Count, page.Total));
        });
    }

    private static void ForEachTitle(Action<Catalogue, string, string> test) => Titles.Sample(titles =>
    {
        var catalogue = Catalogue(titles);
        for (var number = 0; number < titles.Length; number++)
        {
            test(catalogue, titles[number], Id(number));
        }
    });

    private static Catalogue Catalogue(string[] titles) => Of([.. titles.Select((title, number) => Song(title, id: Id(number), plays: number % 3))]);

    // No title: a song's id names it before another's title does.
    private static string Id(int number) => $"song-{number}";

    /// <summary>The songs that a name may mean.</summary>
    private static string[] Named(Catalogue catalogue, string name)
    {
        try
        {
            return [catalogue.Find(name).Id];
        }
        catch (SongProtocolException exception) when (exception.Code == SongErrorCodes.AmbiguousSong)
        {
            return [.. catalogue.Songs.Select(song => song.Id).Where(id => exception.Message.Contains($"({id})", StringComparison.Ordinal))];
        }
    }
}
