using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Playlist.Notifier.NewMusic;
using Playlist.Notifier.Outbox;
using Playlist.Notifier.Updates;

namespace Playlist.Notifier.Tests;

public sealed class OptionsTests
{
    private static readonly Dictionary<string, Func<IServiceProvider, object>> Sections = new()
    {
        [NotifierOptions.SectionName] = services => services.GetRequiredService<IOptions<NotifierOptions>>().Value,
        [OutboxOptions.SectionName] = services => services.GetRequiredService<IOptions<OutboxOptions>>().Value,
        [NewMusicOptions.SectionName] = services => services.GetRequiredService<IOptions<NewMusicOptions>>().Value,
    };

    /// <summary>Every option's range: the last value within it on each side, and the first beyond.</summary>
    public static TheoryData<string, string, string, string, string, string> Ranges => new()
    {
        { NotifierOptions.SectionName, nameof(NotifierOptions.PublishTimeout), "00:00:00.0999999", "00:00:00.1000000", "00:01:00", "00:01:00.0000001" },
        { OutboxOptions.SectionName, nameof(OutboxOptions.MaxPending), "0", "1", "1000000", "1000001" },
        { OutboxOptions.SectionName, nameof(OutboxOptions.DegradedAfter), "00:00:00.9999999", "00:00:01", "1.00:00:00", "1.00:00:00.0000001" },
        { OutboxOptions.SectionName, nameof(OutboxOptions.FailedAfter), "00:00:00.9999999", "00:00:01", "7.00:00:00", "7.00:00:00.0000001" },
        { OutboxOptions.SectionName, nameof(OutboxOptions.Retention), "00:00:59.9999999", "00:01:00", "365.00:00:00", "365.00:00:00.0000001" },
        { NewMusicOptions.SectionName, nameof(NewMusicOptions.QuietPeriod), "-00:00:00.0000001", "00:00:00", "01:00:00", "01:00:00.0000001" },
        { NewMusicOptions.SectionName, nameof(NewMusicOptions.MaxWait), "-00:00:00.0000001", "00:00:00", "1.00:00:00", "1.00:00:00.0000001" },
        { NewMusicOptions.SectionName, nameof(NewMusicOptions.MaxPerArtistAndDay), "0", "1", "1000", "1001" },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Options_are_accepted_to_the_ends_of_their_range_and_named_beyond(string section, string option, string below, string least, string most, string above)
    {
        foreach (var accepted in new[] { least, most })
        {
            var options = Read(section, option, accepted);
            Assert.Equal(accepted, Convert.ToString(options.GetType().GetProperty(option)!.GetValue(options), CultureInfo.InvariantCulture));
        }

        foreach (var refused in new[] { below, above })
        {
            var failure = Assert.Throws<OptionsValidationException>(() => Read(section, option, refused));
            Assert.Contains(option, Assert.Single(failure.Failures), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_option_with_a_range_is_tested()
    {
        Type[] options = [typeof(NotifierOptions), typeof(OutboxOptions), typeof(NewMusicOptions)];
        var ranged = options.SelectMany(type => type.GetProperties()).Where(property => property.IsDefined(typeof(RangeAttribute), inherit: false));

        Assert.Equal(ranged.Select(property => property.Name).Order(), Ranges.Select(range => range.Data.Item2).Order());
    }

    private static object Read(string section, string option, string value)
    {
        var builder = WebApplication.CreateBuilder(["--ConnectionStrings:messaging=amqp://localhost", $"--{section}:{option}={value}"]);
        builder.AddOutbox();
        builder.AddArtistUpdates();
        builder.AddNewMusic();
        using var services = builder.Services.BuildServiceProvider();
        return Sections[section](services);
    }
}
