using Playlist.Client.Library;
using Playlist.Client.Messaging;
using Playlist.Client.Songs;
using Playlist.Client.Updates;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Consoles;

/// <summary>Whose updates are shown.</summary>
internal sealed class FollowVerbs(ITranscript transcript, UpdateListener listener, FollowedArtists followed, ListenerStatus updates, SongClient songs) : IVerbs
{
    public string Title => "Artists:";

    public IEnumerable<Verb> All =>
    [
        new("follow", "[ARTIST]", "hear of an artist, or see whom you follow", FollowAsync),
        new("unfollow", "ARTIST", "hear of an artist no more", UnfollowAsync),
    ];

    private string Waiting => updates.IsListening ? "" : " Updates come once the broker is there.";

    private async Task FollowAsync(string artist, CancellationToken cancellationToken)
    {
        if (artist.Length == 0)
        {
            transcript.WriteLine(followed.Names is { Count: > 0 } names ? $"You follow: {TerminalText.Clean(string.Join(", ", names))}.{Waiting}" : "You follow nobody yet: follow ARTIST");
            return;
        }

        if (!UpdateText.IsValid(artist, UpdateText.MaxArtistLength, out var error))
        {
            throw new UsageException($"An artist's name {error}");
        }

        var (name, added) = await listener.FollowAsync(await ArtistSpelling.FindAsync(songs, artist, cancellationToken), cancellationToken);
        transcript.WriteLine(TerminalText.Clean((added ? $"You follow {name}." : $"You follow {name} already.") + Waiting));
    }

    private async Task UnfollowAsync(string artist, CancellationToken cancellationToken)
    {
        var removed = UpdateText.IsValid(artist, UpdateText.MaxArtistLength, out _) ? await listener.UnfollowAsync(artist, cancellationToken) : null;
        transcript.WriteLine(TerminalText.Clean(removed is null ? $"You do not follow '{artist}'. Whom you follow: follow" : $"You follow {removed} no longer."));
    }
}
