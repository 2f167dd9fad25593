using Playlist.Client.Consoles;
using Playlist.Client.Playlists;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Consoles;

public sealed class PlaylistDifferenceTests
{
    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("", "a", "1. a - X added, 1 song now")]
    [InlineData("abc", "abxc", "3. x - X added, 4 songs now")]
    [InlineData("ab", "abxy", "3-4, 2 songs, added, 4 songs now")]
    [InlineData("aa", "aaa", "3. a - X added, 3 songs now")]
    [InlineData("abc", "ac", "2. b - X removed, 2 songs now")]
    [InlineData("abc", "", "1-3, 3 songs, removed, 0 songs now")]
    [InlineData("abcd", "bcad", "1. a - X moved to 3, 4 songs now")]
    [InlineData("abcd", "acdb", "2. b - X moved to 4, 4 songs now")]
    [InlineData("abcd", "dabc", "4. d - X moved to 1, 4 songs now")]
    [InlineData("abc", "cba", "1-3 in another order, 3 songs now")]
    [InlineData("abc", "axc", "2. b - X removed, 2. x - X added, 3 songs now")]
    public void What_was_done_is_told(string before, string after, params string[] told) =>
        Assert.Equal(told, PlaylistDifference.Describe(Playlist("P", before), Playlist("P", after)));

    [Fact]
    public void Another_name_is_told_beside_other_songs() =>
        Assert.Equal(["this is its new name, before it was P", "1. a - X removed, 0 songs now"], PlaylistDifference.Describe(Playlist("P", "a"), Playlist("Q", "")));

    private static WholePlaylist Playlist(string name, string songs) =>
        new(new PlaylistSummary("id", name, 1, songs.Length, 0, 0, default), [.. songs.Select(song => new Song($"{song}", $"{song}", "X"))]);
}
