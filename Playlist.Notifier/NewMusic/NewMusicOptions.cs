using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Playlist.Notifier.NewMusic;

/// <summary>What followers are told of music that comes into the library.</summary>
internal sealed class NewMusicOptions
{
    public const string SectionName = "Notifier:NewMusic";

    /// <summary>Whether new music is announced at all.</summary>
    /// <value>Default: true. What comes in meanwhile is not announced later.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>How long no further song of an artist must have come in before it is told what has.</summary>
    /// <value>Default: 30 seconds. Range: 0 (at once, song by song) to 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan QuietPeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a song waits at most, while further ones come in.</summary>
    /// <value>Default: 10 minutes. Range: 0 (no longer than what has come in by then) to 1 day.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many updates about new music an artist gets on a day (UTC); what is beyond is told in one when the next day begins.</summary>
    /// <value>Default: 3. Range: 1 to 1000.</value>
    [Range(1, 1000)]
    public int MaxPerArtistAndDay { get; set; } = 3;
}

[OptionsValidator]
internal sealed partial class NewMusicOptionsValidator : IValidateOptions<NewMusicOptions>;
