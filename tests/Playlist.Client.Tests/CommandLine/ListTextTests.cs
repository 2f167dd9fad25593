using Playlist.Client.CommandLine;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.CommandLine;

public sealed class ListTextTests
{
    [Theory]
    [InlineData(null, null, "3. Golden - HUNTRX")]
    [InlineData("b", null, "3. Golden - HUNTRX (duplicate)")]
    [InlineData(null, true, "3. Golden - HUNTRX (missing)")]
    [InlineData("b", true, "3. Golden - HUNTRX (missing)")]
    public void A_song_that_is_a_duplicate_or_missing_is_listed_as_such(string? duplicateOf, bool? missing, string line) =>
        Assert.Equal(line, ListText.Of(position: 2, new Song("a", "Golden", "HUNTRX", DuplicateOf: duplicateOf, Missing: missing)));
}
