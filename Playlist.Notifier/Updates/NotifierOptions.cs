using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Playlist.Notifier.Updates;

internal sealed class NotifierOptions
{
    public const string SectionName = "Notifier";

    /// <summary>How long to wait for the broker before an attempt to publish has failed: connecting, if that is needed, and its confirm; 100 ms to 1 min, default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class NotifierOptionsValidator : IValidateOptions<NotifierOptions>;
