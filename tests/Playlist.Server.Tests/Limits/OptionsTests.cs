using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Playlist.Server.Songs;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Limits;

public sealed class OptionsTests
{
    /// <summary>Every option's range: the last value within it on each side, and the first beyond.</summary>
    public static TheoryData<string, string, string, string, string> Ranges => new()
    {
        { nameof(SongServerOptions.Port), "-1", "0", "65535", "65536" },
        { nameof(SongServerOptions.MaxLineBytes), "1023", "1024", "65536", "65537" },
        { nameof(SongServerOptions.MaxStreamsPerConnection), "0", "1", "1000", "1001" },
        { nameof(SongServerOptions.MaxConnections), "0", "1", "100000", "100001" },
        { nameof(SongServerOptions.MaxConnectionsPerAddress), "0", "1", "100000", "100001" },
        { nameof(SongServerOptions.AudioChunkBytes), "1023", "1024", "1048576", "1048577" },
        { nameof(SongServerOptions.LineTimeout), "00:00:00.9999999", "00:00:01", "01:00:00", "01:00:00.0000001" },
        { nameof(SongServerOptions.IdleTimeout), "00:00:00.9999999", "00:00:01", "1.00:00:00", "1.00:00:00.0000001" },
        { nameof(SongServerOptions.WriteTimeout), "00:00:00.9999999", "00:00:01", "01:00:00", "01:00:00.0000001" },
        { nameof(SongServerOptions.DrainTimeout), "-00:00:00.0000001", "00:00:00", "01:00:00", "01:00:00.0000001" },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Options_are_accepted_to_the_ends_of_their_range_and_named_beyond(string option, string below, string least, string most, string above)
    {
        foreach (var accepted in new[] { least, most })
        {
            var value = typeof(SongServerOptions).GetProperty(option)!.GetValue(Read($"SongServer:{option}={accepted}"));
            Assert.Equal(accepted, Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        foreach (var refused in new[] { below, above })
        {
            var failure = Assert.Throws<OptionsValidationException>(() => Read($"SongServer:{option}={refused}"));
            Assert.Contains(option, Assert.Single(failure.Failures), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_option_with_a_range_is_tested()
    {
        var ranged = typeof(SongServerOptions).GetProperties().Where(property => property.IsDefined(typeof(System.ComponentModel.DataAnnotations.RangeAttribute), inherit: false));

        Assert.Equal(ranged.Select(property => property.Name).Order(), Ranges.Select(range => range.Data.Item1).Order());
    }

    [Fact]
    public void Options_name_every_bad_setting_at_once()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read("SongServer:MaxLineBytes=1", "SongServer:LineTimeout=02:00:00", "SongServer:Address=localhost"));

        Assert.Equal(3, failure.Failures.Count());
        Assert.Contains("MaxLineBytes", failure.Message, StringComparison.Ordinal);
        Assert.Contains("LineTimeout", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'localhost' is not an IP address", failure.Message, StringComparison.Ordinal);
    }

    private static SongServerOptions Read(params string[] settings)
    {
        using var app = SongServer.Build(settings);
        return app.Services.GetRequiredService<IOptions<SongServerOptions>>().Value;
    }
}
