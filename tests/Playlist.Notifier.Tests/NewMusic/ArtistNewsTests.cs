using Playlist.Notifier.NewMusic;
using Playlist.Protocol.Library;
using Playlist.Protocol.Updates;

namespace Playlist.Notifier.Tests.NewMusic;

public sealed class ArtistNewsTests
{
    private const string Artist = "Taylor Swift";

    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly HashSet<string> None = [];

    private readonly NewMusicOptions _options = new();
    private readonly List<NewSong> _songs = [];

    [Fact]
    public void A_song_is_told_when_it_has_been_quiet_for_long_enough()
    {
        Come("Golden", album: null, Noon);

        Assert.Empty(TellAt(Noon + _options.QuietPeriod - TimeSpan.FromTicks(1)));
        Assert.Equal(["New song: Golden"], TellAt(Noon + _options.QuietPeriod));
    }

    [Fact]
    public void The_songs_of_an_album_are_told_together()
    {
        for (var track = 1; track <= 18; track++)
        {
            Come($"{track}", "Lover", Noon.AddSeconds(track));
        }

        Assert.Empty(TellAt(Noon.AddSeconds(18 + 29)));
        Assert.Equal(["New album: Lover, 18 songs"], TellAt(Noon.AddSeconds(18 + 30)));
    }

    [Theory]
    [InlineData(1, "New song: 1")]
    [InlineData(2, "New album: Lover, 2 songs")]
    public void An_album_is_one_from_two_songs_on(int songs, string message)
    {
        Come(songs, "Lover", Noon);

        Assert.Equal([message], TellAt(Noon.AddMinutes(1)));
    }

    [Fact]
    public void Single_songs_are_told_together_after_the_albums()
    {
        Come("Golden", "KPop Demon Hunters", Noon);
        Come(2, "Lover", Noon);
        Come("Opalite", null, Noon);
        Come(3, "1989", Noon);

        Assert.Equal(["New album: Lover, 2 songs", "New album: 1989, 3 songs", "2 new songs: Golden, Opalite"], TellAt(Noon.AddMinutes(1)));
    }

    [Fact]
    public void More_songs_of_an_album_that_was_told_are_told_as_such()
    {
        Come(3, "Lover", Noon);

        Assert.Equal(["3 new songs on Lover"], News(Noon.AddMinutes(1), toldAlbums: ["Lover"]).Announcements.Select(announcement => announcement.Message));
    }

    [Fact]
    public void An_import_that_goes_on_is_told_when_the_first_song_has_waited_for_the_longest_time_whole_albums_first()
    {
        Come(2, "Lover", Noon);
        var end = Noon + _options.MaxWait;
        for (var time = Noon.AddSeconds(10); time <= end; time = time.AddSeconds(10))
        {
            Come(1, time < Noon.AddMinutes(9) ? "Long" : "Late", time);
        }

        Assert.Empty(TellAt(end.AddTicks(-1)));
        // Long is quiet; Late is still coming, and has not waited for long.
        Assert.Equal(["New album: Lover, 2 songs", "New album: Long, 53 songs"], TellAt(end));
        Assert.Equal(7, _songs.Count - News(end).Announcements.Sum(announcement => announcement.Songs.Count));
    }

    [Fact]
    public void An_album_that_never_ends_is_told_all_the_same()
    {
        for (var time = Noon; time <= Noon + _options.MaxWait; time = time.AddSeconds(10))
        {
            Come(1, "Endless", time);
        }

        Assert.Equal(["New album: Endless, 61 songs"], TellAt(Noon + _options.MaxWait));
    }

    [Theory]
    [InlineData(0, 3, 0)]
    [InlineData(1, 2, 2)]
    [InlineData(2, 1, 4)]
    [InlineData(3, 0, 6)]
    [InlineData(4, 0, 6)]
    public void An_artist_has_so_many_updates_a_day_and_no_more(int toldToday, int told, int heldBack)
    {
        Come(2, "A", Noon);
        Come(2, "B", Noon);
        Come(2, "C", Noon);

        var news = News(Noon.AddMinutes(1), toldToday);

        Assert.Equal((told, heldBack), (news.Announcements.Count, news.HeldBack.Count));
    }

    [Fact]
    public void What_was_held_back_is_told_in_one_as_soon_as_the_next_day_begins_and_counts_for_it()
    {
        Come(11, "Lover", Noon, heldBack: ArtistNews.DayOf(Noon));
        Come("Golden", null, Noon, heldBack: ArtistNews.DayOf(Noon));
        var nextDay = ArtistNews.DueAt(ArtistNews.DayOf(Noon));
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero), nextDay);
        Assert.Empty(TellAt(nextDay.AddTicks(-1)));

        Come(2, "A", nextDay.AddMinutes(-1));
        Come(2, "B", nextDay.AddMinutes(-1));
        Come(2, "C", nextDay.AddMinutes(-1));
        var news = News(nextDay);

        Assert.Equal(["12 more new songs: Lover, Golden", "New album: A, 2 songs", "New album: B, 2 songs"], news.Announcements.Select(announcement => announcement.Message));
        Assert.Equal(2, news.HeldBack.Count);
    }

    [Fact]
    public void One_song_that_was_held_back_is_one()
    {
        Come("Golden", null, Noon, heldBack: ArtistNews.DayOf(Noon));

        Assert.Equal(["1 more new song: Golden"], TellAt(Noon.AddDays(1)));
    }

    [Theory]
    [InlineData(UpdateText.MaxMessageLength - 20)]
    [InlineData(UpdateText.MaxMessageLength - 19)]
    [InlineData(UpdateText.MaxMessageLength)]
    public void A_long_name_is_shortened_to_the_longest_message(int length)
    {
        Come(2, new string('x', length), Noon);

        var message = Assert.Single(TellAt(Noon.AddMinutes(1)));

        Assert.Equal(Math.Min(length + "New album: , 2 songs".Length, UpdateText.MaxMessageLength), message.Length);
        Assert.EndsWith(length > UpdateText.MaxMessageLength - 20 ? "x…, 2 songs" : "x, 2 songs", message, StringComparison.Ordinal);
        Assert.True(UpdateText.IsValid(message, UpdateText.MaxMessageLength, out _));
    }

    [Fact]
    public void A_long_list_names_as_many_songs_as_fit()
    {
        for (var song = 0; song < 1000; song++)
        {
            Come($"Song number {song}", null, Noon);
        }

        var message = Assert.Single(TellAt(Noon.AddMinutes(1)));

        Assert.StartsWith("1000 new songs: Song number 0, Song number 1, ", message, StringComparison.Ordinal);
        Assert.EndsWith(", …", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, UpdateText.MaxMessageLength - 20, UpdateText.MaxMessageLength);
    }

    [Fact]
    public void No_song_is_told_twice_or_lost()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            _songs.Clear();
            for (var song = random.Next(40); song > 0; song--)
            {
                Come($"{song}", random.Next(3) == 0 ? null : $"Album {random.Next(6)}", Noon.AddSeconds(random.Next(1000)), random.Next(4) == 0 ? ArtistNews.DayOf(Noon).AddDays(-random.Next(2)) : null);
            }

            _songs.Sort((one, other) => one.Came.CompareTo(other.Came));
            var now = Noon.AddSeconds(random.Next(1200));
            var news = News(now, random.Next(4));

            var handled = news.Announcements.SelectMany(announcement => announcement.Songs).Concat(news.HeldBack).ToList();
            Assert.Equal(handled.Count, handled.Distinct().Count());
            Assert.All(handled, song => Assert.Contains(song, _songs));
            Assert.All(_songs.Except(handled), song => Assert.True(song.HeldBack == ArtistNews.DayOf(now) || song.Came + _options.MaxWait > now));
        }
    }

    [Fact]
    public void An_update_is_for_the_albums_artist_where_there_is_one_and_says_only_what_updates_may_say()
    {
        Assert.Equal("Various Artists", From("HUNTRX", "Various Artists").Artist);
        Assert.Equal("HUNTRX", From("HUNTRX", null).Artist);
        Assert.Equal("HUNTRX", From("HUNTRX", "\0").Artist);
        Assert.Equal("Unknown artist", From("\t", null).Artist);
        Assert.Equal("A B", From(" A \n B ", null).Artist);
        Assert.Equal(UpdateText.MaxArtistLength, From(new string('x', UpdateText.MaxArtistLength + 1), null).Artist.Length);

        static NewSong From(string artist, string? albumArtist) => NewSong.From(new SongAdded(Guid.NewGuid(), "1", "Golden", artist, "Album", albumArtist, Noon), Noon);
    }

    private void Come(int songs, string album, DateTimeOffset time, DateOnly? heldBack = null)
    {
        for (var song = 1; song <= songs; song++)
        {
            Come($"{song}", album, time, heldBack);
        }
    }

    private void Come(string title, string? album, DateTimeOffset time, DateOnly? heldBack = null) => _songs.Add(new NewSong(Guid.NewGuid(), Artist, title, album, time, heldBack));

    private ArtistNews News(DateTimeOffset now, int toldToday = 0, HashSet<string>? toldAlbums = null) => ArtistNews.Of(_songs, toldToday, toldAlbums ?? None, _options, now);

    private IEnumerable<string> TellAt(DateTimeOffset now) => News(now).Announcements.Select(announcement => announcement.Message);
}
