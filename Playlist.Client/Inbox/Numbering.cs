using Playlist.Protocol.Updates;

namespace Playlist.Client.Inbox;

/// <summary>How updates that were dropped show: the numbers of an artist have no gaps.</summary>
internal static class Numbering
{
    /// <summary>Takes note of an update's number.</summary>
    /// <param name="follow">Its artist, followed since the number it holds was heard.</param>
    public static void Advance(FollowRow follow, ArtistUpdate update)
    {
        if (update is not { Series: { } series, Number: { } number })
        {
            return;
        }

        if (follow.Series == series && follow.Number is { } last)
        {
            if (number <= last)
            {
                // A dead letter that was sent again.
                return;
            }

            follow.Dropped += number - last - 1;
        }

        (follow.Series, follow.Number) = (series, number);
    }
}
