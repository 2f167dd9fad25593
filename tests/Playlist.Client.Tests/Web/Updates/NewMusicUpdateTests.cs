using Playlist.Client.Web.Updates;

namespace Playlist.Client.Tests.Web.Updates;

public sealed class NewMusicUpdateTests
{
    [Theory]
    [InlineData("New song: Golden", "Golden")]
    [InlineData("New song: Golden, again: New album: x, 2 songs", "Golden, again: New album: x, 2 songs")]
    public void A_song_has_a_title(string message, string title) => Assert.Equal(new NewMusicUpdate(title, Album: null), NewMusicUpdate.Parse(message));

    [Theory]
    [InlineData("New album: Lover, 18 songs", "Lover")]
    [InlineData("New album: One, Two, Three, 1 song", "One, Two, Three")]
    [InlineData("New album: L, 2 songs", "L")]
    public void An_album_has_a_name_which_may_have_commas(string message, string album) => Assert.Equal(new NewMusicUpdate(Title: null, album), NewMusicUpdate.Parse(message));

    [Theory]
    [InlineData("")]
    [InlineData("New song: ")]
    [InlineData("New song:Golden")]
    [InlineData("new song: Golden")]
    [InlineData("A new song: Golden")]
    [InlineData("New album: ")]
    [InlineData("New album: , 18 songs")]
    [InlineData("New album: Lover")]
    [InlineData("New album: Lover,18 songs")]
    [InlineData("2 new songs: Golden, Opalite")]
    [InlineData("2 new albums: Lover, 1989")]
    [InlineData("Tour dates, 2027")]
    public void Anything_else_names_none(string message) => Assert.Null(NewMusicUpdate.Parse(message));
}
