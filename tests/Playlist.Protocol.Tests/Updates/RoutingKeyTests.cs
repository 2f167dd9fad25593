using System.Text;
using CsCheck;
using Playlist.Protocol.Updates;

namespace Playlist.Protocol.Tests.Updates;

public sealed class RoutingKeyTests
{
    /// <summary>Names that use what the encoding is about: its special characters, spaces, accents, marks, and every width of UTF-8.</summary>
    private static readonly Gen<string> Names = Gen.Frequency(
        (6, Gen.OneOf(".", "*", "#", "%", "~", " ", "\u00A0", "\u3000", "\u0001", "\u007F", "\u0085", "2E", "é", "e\u0301", "\u0301", "\u212B", "한", "𝄞", "🎵")),
        (4, Gen.Char.AlphaNumeric.Select(letter => letter.ToString())),
        (1, Gen.Int[0x80, 0x10FFFF].Where(value => Rune.IsValid(value) && value != 0xFFFE).Select(value => new Rune(value).ToString())))
        .Array[1, 300]
        .Select(string.Concat)
        .Where(name => !string.IsNullOrWhiteSpace(name));

    [Theory]
    [InlineData("Taylor Swift", "artist.Taylor Swift")]
    [InlineData("HUNTRX", "artist.HUNTRX")]
    [InlineData("fun.", "artist.fun%2E")]
    [InlineData("*NSYNC", "artist.%2ANSYNC")]
    [InlineData("The #1s", "artist.The %231s")]
    [InlineData("100% Pure", "artist.100%25 Pure")]
    [InlineData("%2E", "artist.%252E")]
    [InlineData("%~", "artist.%25~")]
    [InlineData("a\u0000b\u007Fc", "artist.a%00b%7Fc")]
    [InlineData("a\u0086b", "artist.a%C2%86b")]
    [InlineData("AC/DC", "artist.AC/DC")]
    [InlineData("Beyoncé", "artist.Beyoncé")]
    [InlineData("方大同", "artist.方大同")]
    [InlineData("🎵", "artist.🎵")]
    public void For_encodes_what_topics_and_people_would_misread(string artist, string routingKey)
    {
        Assert.Equal(routingKey, RoutingKey.For(artist));
        Assert.Equal(artist, RoutingKey.ToArtist(routingKey));
    }

    [Theory]
    [InlineData("  Taylor   Swift ", "Taylor Swift")]
    [InlineData("Taylor\u00A0\u2003Swift\t", "Taylor Swift")]
    [InlineData("Taylor\r\nSwift", "Taylor Swift")]
    [InlineData("taylor swift", "taylor swift")]
    [InlineData("Beyonce\u0301", "Beyonc\u00E9")]
    [InlineData("\u212Bngstr\u00F6m", "\u00C5ngstr\u00F6m")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("ﬁve", "ﬁve")]
    public void Normalize_trims_collapses_spaces_and_composes(string artist, string expected)
    {
        Assert.Equal(expected, RoutingKey.Normalize(artist));
        Assert.Equal(RoutingKey.For(expected), RoutingKey.For(artist));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\u3000")]
    public void For_refuses_an_empty_name(string artist) => Assert.Throws<ArgumentException>(() => RoutingKey.For(artist));

    [Fact]
    public void For_refuses_half_of_a_surrogate_pair()
    {
        foreach (var artist in new[] { "\uD834", "\uDD1E", "a\uD834b", "\uDD1E\uD834" })
        {
            Assert.Throws<ArgumentException>(() => RoutingKey.For(artist));
        }
    }

    [Theory]
    [InlineData("a", 248)]
    [InlineData("é", 124)]
    [InlineData("한", 82)]
    [InlineData("𝄞", 62)]
    [InlineData(".", 82)]
    public void For_keeps_the_whole_name_up_to_255_bytes_and_hashes_from_256_on(string character, int fitting)
    {
        var bytes = RoutingKey.For(character).Length == RoutingKey.Prefix.Length + 3 ? 3 : Encoding.UTF8.GetByteCount(character);
        var fill = new string('x', RoutingKey.MaxBytes - RoutingKey.Prefix.Length - (fitting * bytes));
        var longest = fill + string.Concat(Enumerable.Repeat(character, fitting));

        var whole = RoutingKey.For(longest);
        var hashed = RoutingKey.For(longest + "x");

        Assert.Equal(255, Encoding.UTF8.GetByteCount(whole));
        Assert.Equal(longest, RoutingKey.ToArtist(whole));
        Assert.InRange(Encoding.UTF8.GetByteCount(hashed), 252, 255);
        Assert.Null(RoutingKey.ToArtist(hashed));
    }

    [Fact]
    public void For_ends_a_long_name_in_the_hash_of_the_whole()
    {
        var name = new string('a', 300);

        // sha256sum of the 300 bytes, its first half.
        Assert.Equal("artist." + new string('a', 214) + "%~9835fa6bf4e20a9b9ea812506302e989", RoutingKey.For(name));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void For_cuts_no_escape_and_no_character_in_two(int before)
    {
        var escapes = RoutingKey.For(new string('x', before) + new string('.', 100));
        var pairs = RoutingKey.For(new string('x', before) + string.Concat(Enumerable.Repeat("𝄞", 70)));

        Assert.Matches("^artist\\.x{" + before + "}(%2E)+%~[0-9a-f]{32}$", escapes);
        Assert.Matches("^artist\\.x{" + before + "}(𝄞)+%~[0-9a-f]{32}$", pairs);
    }

    [Fact]
    public void For_tells_long_names_apart_that_begin_alike()
    {
        var start = new string('a', 400);

        var keys = new[] { start, start + "b", start + "c", start + ".", start + "%2E", "b" + start }.Select(RoutingKey.For).ToList();

        Assert.Equal(keys.Count, keys.Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("artist")]
    [InlineData("artist.")]
    [InlineData("Artist.HUNTRX")]
    [InlineData("album.HUNTRX")]
    [InlineData("artist.a.b")]
    [InlineData("artist.*")]
    [InlineData("artist.#")]
    [InlineData("artist.100%")]
    [InlineData("artist.100%2")]
    [InlineData("artist.%2e")]
    [InlineData("artist.%zz")]
    [InlineData("artist.% 2")]
    [InlineData("artist.%41")]
    [InlineData("artist.%C2")]
    [InlineData("artist.%FF")]
    [InlineData("artist. a")]
    [InlineData("artist.a  b")]
    [InlineData("artist.e\u0301")]
    [InlineData("artist.a\u0001b")]
    [InlineData("artist.a%~")]
    [InlineData("artist.a%~00112233445566778899aabbccddeeff")]
    [InlineData("artist.%~%~")]
    public void ToArtist_refuses_a_key_that_no_artist_has(string routingKey) =>
        Assert.Throws<FormatException>(() => RoutingKey.ToArtist(routingKey));

    [Fact]
    public void ToArtist_refuses_half_of_a_surrogate_pair() =>
        Assert.Throws<FormatException>(() => RoutingKey.ToArtist("artist.\uD834"));

    [Fact]
    public void ToArtist_refuses_a_name_that_is_too_long_to_be_whole() =>
        Assert.Throws<FormatException>(() => RoutingKey.ToArtist("artist." + new string('a', 249)));

    [Fact]
    public void ToArtist_gives_back_every_name_that_fits() =>
        Names.Sample(name =>
        {
            var key = RoutingKey.For(name);
            var artist = RoutingKey.ToArtist(key);
            return Encoding.UTF8.GetByteCount(key) <= RoutingKey.MaxBytes
                && (artist is null ? Encoding.UTF8.GetByteCount(name) > 80 : artist == RoutingKey.Normalize(name))
                && !key[RoutingKey.Prefix.Length..].AsSpan().ContainsAny(".*#")
                && !key.Any(char.IsControl);
        });

    [Fact]
    public void For_gives_two_names_one_key_only_when_they_are_one_artist() =>
        Gen.Select(Names, Names).Sample((one, other) => (RoutingKey.For(one) == RoutingKey.For(other)) == (RoutingKey.Normalize(one) == RoutingKey.Normalize(other)));

    [Fact]
    public void For_gives_nearly_equal_names_different_keys() =>
        Gen.Select(Names, Gen.Int[0, 1000], Gen.OneOf(".", "%", "%2E", "~", "x", "\u0001")).Sample((name, at, more) =>
        {
            var normal = RoutingKey.Normalize(name);
            var rune = normal.EnumerateRunes().Take(at % (normal.Length + 1)).Sum(each => each.Utf16SequenceLength);
            var other = RoutingKey.Normalize(normal.Insert(rune, more));
            return other == normal || RoutingKey.For(other) != RoutingKey.For(normal);
        });

    [Fact]
    public void Normalize_changes_nothing_the_second_time() =>
        Names.Sample(name => RoutingKey.Normalize(RoutingKey.Normalize(name)) == RoutingKey.Normalize(name));
}
