using Microsoft.Extensions.Time.Testing;
using Playlist.Server.Library.Scanning;

namespace Playlist.Server.Tests.Library.Scanning;

public sealed class SettlingFilesTests
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly SettlingFiles _settling;

    public SettlingFilesTests() => _settling = new SettlingFiles(SettleTime, _time);

    [Fact]
    public void A_file_that_has_been_there_for_long_is_whole_at_once()
    {
        Assert.True(_settling.IsWhole(File(1, _time.GetUtcNow() - SettleTime)));
        Assert.Null(_settling.Due);
    }

    [Fact]
    public void A_file_of_a_clock_that_is_far_off_is_whole_at_once() => Assert.True(_settling.IsWhole(File(1, _time.GetUtcNow().AddYears(20))));

    [Fact]
    public void A_new_file_is_whole_once_it_has_stayed_the_same_for_the_time()
    {
        var file = File(1, _time.GetUtcNow() - SettleTime + Moment);

        Assert.False(_settling.IsWhole(file));
        Assert.Equal(SettleTime, _settling.Due);
        Assert.Empty(_settling.TakeDue());

        _time.Advance(SettleTime);
        Assert.Equal(["a.mp3"], _settling.TakeDue());
        Assert.True(_settling.IsWhole(file));
        Assert.Null(_settling.Due);
    }

    [Fact]
    public void A_growing_file_is_waited_for_anew_each_time_it_has_grown()
    {
        for (var bytes = 1; bytes < 10; bytes++)
        {
            Assert.False(_settling.IsWhole(File(bytes, _time.GetUtcNow())));
            Assert.Equal(SettleTime, _settling.Due);
            _time.Advance(SettleTime - Moment);
        }

        Assert.False(_settling.IsWhole(File(10, _time.GetUtcNow())));
        _time.Advance(SettleTime);
        Assert.True(_settling.IsWhole(File(10, _time.GetUtcNow() - SettleTime)));
    }

    [Fact]
    public void A_file_that_is_gone_is_not_waited_for()
    {
        _settling.IsWhole(File(1, _time.GetUtcNow()));

        _settling.Forget("a.mp3");

        Assert.Null(_settling.Due);
    }

    private static ListedFile File(long bytes, DateTimeOffset modified) => new("a.mp3", bytes, modified, CoverBeside: false);
}
