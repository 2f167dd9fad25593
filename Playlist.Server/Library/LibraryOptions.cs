using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Playlist.Server.Library;

/// <summary>Where the songs are, and how the server keeps up with them.</summary>
internal sealed class LibraryOptions
{
    public const string SectionName = "Library";

    /// <summary>The folder tree with the songs.</summary>
    /// <value>Default: the shipped tunes, also when it is empty. A relative path starts at the working directory.</value>
    public string? Path { get; set; }

    /// <summary>How often the whole folder is looked through again, for what a watcher misses (network folders).</summary>
    /// <value>Default: 1 hour. Range: 10 seconds to 7 days.</value>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan RescanInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a file must have kept its size and time before it is taken for whole.</summary>
    /// <value>Default: 2 seconds. Range: 100 milliseconds to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the start waits for the scan of a library that was never scanned, before the server listens.</summary>
    /// <value>Default: 10 seconds. Range: 0 (not at all) to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan FirstScanTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest cover that is sent, in bytes; a larger one counts as none.</summary>
    /// <value>Default: 4194304. Range: 1024 to 104857600.</value>
    [Range(1024, 100 * 1024 * 1024)]
    public int MaxCoverBytes { get; set; } = 4 * 1024 * 1024;
}

[OptionsValidator]
internal sealed partial class LibraryOptionsValidator : IValidateOptions<LibraryOptions>;
