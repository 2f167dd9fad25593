using System.Text;
using CsCheck;
using Playlist.Protocol.Updates;

namespace Playlist.Protocol.Tests.Updates;

public sealed class UpdateTextTests
{
    [Theory]
    [InlineData(UpdateText.MaxArtistLength)]
    [InlineData(UpdateText.MaxMessageLength)]
    public void IsValid_takes_a_text_of_the_longest_length_and_refuses_one_longer(int maxLength)
    {
        var longest = new string('x', maxLength);

        Assert.True(UpdateText.IsValid(longest, maxLength, out _));
        Assert.True(UpdateText.IsValid($" {longest}\r\n", maxLength, out _));
        Assert.False(UpdateText.IsValid(longest + "x", maxLength, out var error));
        Assert.Contains($"{maxLength + 1} characters", error, StringComparison.Ordinal);
        Assert.Contains($"{maxLength} at most", error, StringComparison.Ordinal);
    }

    [Fact]
    public void IsValid_has_the_limits_of_the_document()
    {
        Assert.Equal(200, UpdateText.MaxArtistLength);
        Assert.Equal(2000, UpdateText.MaxMessageLength);
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData(" \t\r\n\u3000", "empty")]
    [InlineData("a\nb", "control character")]
    [InlineData("a\tb", "control character")]
    [InlineData("a\u0000b", "control character")]
    [InlineData("a\u007Fb", "control character")]
    [InlineData("a\u009Fb", "control character")]
    [InlineData("a\uFFFEb", "Unicode")]
    public void IsValid_says_what_is_wrong(string? text, string expected)
    {
        Assert.False(UpdateText.IsValid(text, UpdateText.MaxArtistLength, out var error));

        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void IsValid_refuses_half_of_a_surrogate_pair()
    {
        foreach (var text in new[] { "\uD834", "a\uD834b", "\uDD1E", "\uDD1E\uD834" })
        {
            Assert.False(UpdateText.IsValid(text, UpdateText.MaxArtistLength, out var error));
            Assert.Contains("surrogate", error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData(" x ")]
    [InlineData("How It's Done — 방탄소년단 🎵")]
    [InlineData("e\u0301")]
    public void IsValid_takes_what_people_write(string text) => Assert.True(UpdateText.IsValid(text, UpdateText.MaxArtistLength, out _));

    [Fact]
    public void Every_valid_artist_has_a_routing_key_that_reads_back_or_ends_in_a_hash() =>
        Gen.Char.Array[1, 20].Select(text => new string(text)).Where(text => UpdateText.IsValid(text, UpdateText.MaxArtistLength, out _)).Sample(artist =>
        {
            var key = RoutingKey.For(artist);
            return RoutingKey.ToArtist(key) == RoutingKey.Normalize(artist) && Encoding.UTF8.GetByteCount(key) <= RoutingKey.MaxBytes;
        });
}
