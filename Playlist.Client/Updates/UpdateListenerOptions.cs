using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Updates;

/// <summary>Who this client is, and whom it follows.</summary>
internal sealed class UpdateListenerOptions : IValidatableObject
{
    public const string SectionName = "Client";

    /// <summary>In UTF-16 code units.</summary>
    public const int MaxNameLength = 50;

    /// <summary>The client's name, which its queue and its inbox carry: updates wait there while the client is away, and are kept here.</summary>
    /// <value>Default: none; then the queue lives as long as the connection, and nothing is kept. At most 50 characters, no control characters.</value>
    public string? Name { get; set; }

    /// <summary>The artists to follow from the start, but for those whom this client has unfollowed since.</summary>
    /// <value>Default: none. Each has 1 to 200 characters.</value>
    public IList<string> Follow { get; set; } = [];

    public UpdateQueueOptions Queue { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Name is not null && !UpdateText.IsValid(Name, MaxNameLength, out var error))
        {
            yield return new ValidationResult($"{SectionName}:{nameof(Name)} {error}");
        }

        for (var i = 0; i < Follow.Count; i++)
        {
            if (!UpdateText.IsValid(Follow[i], UpdateText.MaxArtistLength, out error))
            {
                yield return new ValidationResult($"{SectionName}:{nameof(Follow)}:{i} {error}");
            }
        }

        foreach (var bad in Queue.Validate($"{SectionName}:{nameof(Queue)}"))
        {
            yield return bad;
        }
    }
}

[OptionsValidator]
internal sealed partial class UpdateListenerOptionsValidator : IValidateOptions<UpdateListenerOptions>;
