using Playlist.Server.Library;
using Playlist.Server.Library.Scanning;

namespace Playlist.Server.Tests.Library.Scanning;

public sealed class KnownLibraryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly KnownLibrary _library = new();
    private readonly HashSet<string> _there = [];
    private DateTimeOffset _now = Start;

    [Fact]
    public void A_songs_id_is_the_first_half_of_its_key()
    {
        Assert.Equal(ScanOutcomes.Added, Find("a.mp3", Key('1')));

        Assert.Equal(new string('1', 16), Song("a.mp3").Id);
        Assert.Null(Song("a.mp3").DuplicateOf);
    }

    [Fact]
    public void A_copy_is_a_duplicate_with_an_id_of_its_own_that_is_the_same_each_time()
    {
        Find("a.mp3", Key('1'));
        Find("b.mp3", Key('1'));
        Find("c.mp3", Key('1'));

        Assert.Equal(ContentKey.Id(Key('1'), 1), Song("b.mp3").Id);
        Assert.Equal(ContentKey.Id(Key('1'), 2), Song("c.mp3").Id);
        Assert.Equal(Song("a.mp3").Id, Song("b.mp3").DuplicateOf);
        Assert.Equal(Song("a.mp3").Id, Song("c.mp3").DuplicateOf);
    }

    [Fact]
    public void A_renamed_file_keeps_its_id()
    {
        Find("a.mp3", Key('1'));
        var id = Song("a.mp3").Id;
        _there.Remove("a.mp3");

        Assert.Equal(ScanOutcomes.Moved, Find("b/c.mp3", Key('1')));

        Assert.Equal(id, Assert.Single(_library.Songs).Id);
        Assert.Equal("b/c.mp3", Song("b/c.mp3").Path);
        Assert.Null(_library.Find("a.mp3"));
    }

    [Fact]
    public void A_file_that_is_edited_in_place_keeps_its_id_also_when_it_is_moved_then()
    {
        Find("a.mp3", Key('1'));
        var id = Song("a.mp3").Id;

        Assert.Equal(ScanOutcomes.Changed, Find("a.mp3", Key('2'), "Other title"));
        Assert.Equal((id, "Other title"), (Song("a.mp3").Id, Song("a.mp3").Tags.Title));

        _there.Remove("a.mp3");
        Find("b.mp3", Key('2'), "Other title");
        Assert.Equal(id, Song("b.mp3").Id);
    }

    [Fact]
    public void The_id_of_an_edited_file_is_not_given_to_another_with_its_old_content()
    {
        Find("a.mp3", Key('1'));
        Find("a.mp3", Key('2'));

        Find("b.mp3", Key('1'));

        Assert.Equal(ContentKey.Id(Key('1'), 1), Song("b.mp3").Id);
        Assert.Null(Song("b.mp3").DuplicateOf);
    }

    [Fact]
    public void A_file_that_comes_back_gets_its_id_back()
    {
        Find("a.mp3", Key('1'));
        var id = Song("a.mp3").Id;
        Remove("a.mp3");
        Assert.Empty(_library.Songs);

        Find("elsewhere/x.mp3", Key('1'));

        Assert.Equal(id, Song("elsewhere/x.mp3").Id);
    }

    [Fact]
    public void A_duplicate_stays_itself_when_the_first_goes_and_a_duplicate_when_it_is_back()
    {
        Find("a.mp3", Key('1'));
        Find("b.mp3", Key('1'));
        var (first, second) = (Song("a.mp3").Id, Song("b.mp3").Id);

        Remove("a.mp3");
        Assert.Equal((second, null), (Song("b.mp3").Id, Song("b.mp3").DuplicateOf));

        Find("a.mp3", Key('1'));
        Assert.Equal((first, null), (Song("a.mp3").Id, Song("a.mp3").DuplicateOf));
        Assert.Equal((second, first), (Song("b.mp3").Id, Song("b.mp3").DuplicateOf));
    }

    [Fact]
    public void Duplicates_in_a_renamed_folder_keep_their_ids_by_their_names()
    {
        Find("old/a.mp3", Key('1'));
        Find("old/b.mp3", Key('1'));
        var (first, second) = (Song("old/a.mp3").Id, Song("old/b.mp3").Id);
        _there.Clear();

        Find("new/b.mp3", Key('1'));
        Find("new/a.mp3", Key('1'));

        Assert.Equal((first, second), (Song("new/a.mp3").Id, Song("new/b.mp3").Id));
    }

    [Fact]
    public void A_file_that_takes_anothers_place_brings_its_id_along()
    {
        Find("a.mp3", Key('1'));
        Find("b.mp3", Key('2'));
        var id = Song("b.mp3").Id;
        _there.Remove("b.mp3");

        Find("a.mp3", Key('2'));

        Assert.Equal(id, Assert.Single(_library.Songs).Id);
    }

    [Fact]
    public void Plays_are_counted_on_whatever_becomes_of_the_file()
    {
        Find("a.mp3", Key('1'));
        var listed = Song("a.mp3");
        _there.Remove("a.mp3");
        Find("b.mp3", Key('1'));

        listed.Played();

        Assert.Equal(1, Song("b.mp3").Plays);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_skipped_with_its_reason_and_one_that_cannot_be_read_now_keeps_its_song()
    {
        Find("a.mp3", Key('1'));
        _library.CouldNotRead(Listed("b.mp3"), "no audio in it", forNow: false);
        _library.CouldNotRead(Listed("a.mp3"), "the disk", forNow: true);

        Assert.Equal("b.mp3: no audio in it", Assert.Single(_library.Skipped) is var skipped ? $"{skipped.Path}: {skipped.Reason}" : "");
        Assert.Single(_library.Songs);

        _library.CouldNotRead(Listed("a.mp3"), "damaged by now", forNow: false);
        Assert.Empty(_library.Songs);
        Assert.Equal(2, _library.Skipped.Count);
    }

    [Fact]
    public void A_file_that_could_not_be_read_while_its_tags_were_written_keeps_its_id()
    {
        Find("a.mp3", Key('1'));
        var id = Song("a.mp3").Id;
        _library.CouldNotRead(Listed("a.mp3"), "it is empty", forNow: false);

        Assert.Equal(ScanOutcomes.Changed, Find("a.mp3", Key('2'), "Retagged"));

        Assert.Equal(id, Song("a.mp3").Id);
    }

    private static string Key(char digit) => new(digit, 32);

    private static ListedFile Listed(string path) => new(path, 1, Start, CoverBeside: false);

    private LibrarySong Song(string path) => _library.Songs.Single(song => song.Path == path);

    private string Find(string path, string key, string title = "Title")
    {
        _there.Add(path);
        _now += TimeSpan.FromSeconds(1);
        return _library.Read(Listed(path), new SongTags(title, "Artist"), key, _there.Contains, _now);
    }

    private void Remove(string path)
    {
        _there.Remove(path);
        _library.Remove(path);
    }
}
