using Playlist.Client.Playing;
using Playlist.Client.Web.Playing;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Web.Playing;

public sealed class SavedQueueTests
{
    [Fact]
    public void A_queue_is_kept_whole()
    {
        var queue = new SavedQueue([new Song("a", "Señorita \"<b>\" 한", "Shawn", "Album", 221.5), new Song("b", "B", "B", Missing: true)], 1, Shuffle: true, Repeat.One);

        var restored = SavedQueue.FromJson(queue.ToJson()!);

        Assert.NotNull(restored);
        Assert.Equal(queue.Songs, restored.Songs);
        Assert.Equal((1, true, Repeat.One), (restored.At, restored.Shuffle, restored.Repeat));
    }

    [Fact]
    public void It_is_written_as_a_tab_may_have_kept_it_for_another_version() =>
        Assert.Equal(
            """{"songs":[{"id":"a","title":"A","artist":"B"}],"at":0,"shuffle":false,"repeat":0}""",
            new SavedQueue([new Song("a", "A", "B")], 0, Shuffle: false, Repeat.Off).ToJson());

    [Fact]
    public void A_queue_that_is_too_long_is_not_kept()
    {
        var longest = SavedQueue.MaxLength - WithTitle(0).ToJson()!.Length;

        Assert.Equal(SavedQueue.MaxLength, WithTitle(longest).ToJson()?.Length);
        Assert.Null(WithTitle(longest + 1).ToJson());

        static SavedQueue WithTitle(int length) => new([new Song("a", new string('a', length), "B")], 0, Shuffle: false, Repeat.Off);
    }

    [Fact]
    public void A_queue_of_more_songs_than_are_played_is_none()
    {
        Assert.NotNull(SavedQueue.FromJson(With(PagePlayer.MaxSongs)));
        Assert.Null(SavedQueue.FromJson(With(PagePlayer.MaxSongs + 1)));

        static string With(int songs) => new SavedQueue([.. Enumerable.Range(0, songs).Select(number => new Song($"{number}", "T", "A"))], 0, Shuffle: false, Repeat.Off).ToJson()!;
    }

    [Theory]
    [InlineData("""{"songs":[S,S],"at":1,"shuffle":false,"repeat":2}""", true)]
    [InlineData("""{"songs":[S,S],"at":2,"shuffle":false,"repeat":2}""", false)]
    [InlineData("""{"songs":[S,S],"at":-1,"shuffle":false,"repeat":2}""", false)]
    [InlineData("""{"songs":[S,S],"at":1,"shuffle":false,"repeat":3}""", false)]
    [InlineData("""{"songs":[S,S],"at":1,"shuffle":false,"repeat":-1}""", false)]
    [InlineData("""{"songs":[S,null],"at":0,"shuffle":false,"repeat":0}""", false)]
    [InlineData("""{"songs":[S,{"id":"a","artist":"B"}],"at":0,"shuffle":false,"repeat":0}""", false)]
    [InlineData("""{"songs":[S,{"id":null,"title":"A","artist":"B"}],"at":0,"shuffle":false,"repeat":0}""", false)]
    [InlineData("""{"songs":[],"at":0,"shuffle":false,"repeat":0}""", false)]
    [InlineData("""{"songs":null,"at":0,"shuffle":false,"repeat":0}""", false)]
    [InlineData("""{"songs":[S""", false)]
    [InlineData("{}", false)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    [InlineData("\0", false)]
    public void What_is_kept_is_a_queue_or_none(string kept, bool isQueue) =>
        Assert.Equal(isQueue, SavedQueue.FromJson(kept.Replace("S", """{"id":"a","title":"A","artist":"B"}""", StringComparison.Ordinal)) is not null);
}
