namespace Playlist.FaultTests.Histories;

/// <summary>Something in a history that breaks the promise.</summary>
/// <param name="Text">Names the update and who saw what.</param>
internal sealed record Defect(DefectKind Kind, Entry Update, string Text)
{
    public override string ToString() => $"{Kind}: {Text}";
}

internal enum DefectKind
{
    /// <summary>Two posts were answered with one id.</summary>
    AcceptedAsAnother,

    /// <summary>Accepted, and not with a follower; or received and not shown.</summary>
    Lost,

    Duplicated,

    /// <summary>After one of the same artist that was accepted later.</summary>
    Reordered,

    /// <summary>Received or told of, and never accepted; or shown and never received.</summary>
    OutOfNowhere,

    NotFollowed,

    /// <summary>With another artist or message than it was accepted with.</summary>
    Altered,

    /// <summary>There is no final status.</summary>
    Unfinished,

    Failed,

    /// <summary>Told <c>delivered</c>, and there is no follower.</summary>
    DeliveredToNobody,

    /// <summary>Told <c>no_followers</c>, and there is one.</summary>
    FollowerDenied,
}
