using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Playlist.Notifier.Outbox;

internal sealed class OutboxOptions
{
    public const string SectionName = "Notifier:Outbox";

    /// <summary>How many updates may wait for the broker; one more is refused with 503. 1 to 1,000,000, default 100,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxPending { get; set; } = 100_000;

    /// <summary>The age of the oldest waiting update from which the notifier's health is degraded; 1 s to 1 day, default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan DegradedAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The age from which it is unhealthy; 1 s to 7 days, default 15 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan FailedAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a finished update can be asked for, and its idempotency key is known; 1 min to 365 days, default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);
}

[OptionsValidator]
internal sealed partial class OutboxOptionsValidator : IValidateOptions<OutboxOptions>;
