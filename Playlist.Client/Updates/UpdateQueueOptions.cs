using System.ComponentModel.DataAnnotations;

namespace Playlist.Client.Updates;

/// <summary>How much waits for a named client while it is away, and for how long.</summary>
internal sealed class UpdateQueueOptions
{
    public const string DropHead = "drop-head";
    public const string RejectPublish = "reject-publish";

    public const int MaxMaxLength = 1_000_000;

    public static TimeSpan MinExpires { get; } = TimeSpan.FromMinutes(1);

    /// <summary>RabbitMQ's own limit is 2^32 - 1 ms, a little more.</summary>
    public static TimeSpan MaxExpires { get; } = TimeSpan.FromDays(49);

    /// <summary>How long the queue is kept while the client is away.</summary>
    /// <value>Default: 7 days. 1 minute to 49 days.</value>
    public TimeSpan Expires { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many updates wait at most.</summary>
    /// <value>Default: 10,000. 1 to 1,000,000.</value>
    public int MaxLength { get; set; } = 10_000;

    /// <summary>What happens to one more: <c>drop-head</c> gives up the oldest, <c>reject-publish</c> refuses the newest, for all followers: it fails after ten attempts.</summary>
    /// <value>Default: <c>drop-head</c>.</value>
    public string Overflow { get; set; } = DropHead;

    internal IEnumerable<ValidationResult> Validate(string section)
    {
        if (Expires < MinExpires || Expires > MaxExpires)
        {
            yield return new ValidationResult($"{section}:{nameof(Expires)} must be {MinExpires:c} to {MaxExpires:c} (a minute to 49 days).");
        }

        if (MaxLength is < 1 or > MaxMaxLength)
        {
            yield return new ValidationResult($"{section}:{nameof(MaxLength)} must be 1 to {MaxMaxLength}.");
        }

        if (Overflow is not (DropHead or RejectPublish))
        {
            yield return new ValidationResult($"{section}:{nameof(Overflow)} must be {DropHead} or {RejectPublish}.");
        }
    }
}
