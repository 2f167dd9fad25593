using Playlist.Protocol.Library;
using Playlist.Protocol.Updates;

namespace Playlist.Notifier.NewMusic;

/// <summary>A new song that is to be told of.</summary>
/// <param name="Artist">Whose followers are told: the album's artist where there is one, in the form that names one.</param>
/// <param name="Came">When it came in.</param>
/// <param name="HeldBack">The day whose limit it was beyond.</param>
internal sealed record NewSong(Guid Id, string Artist, string Title, string? Album, DateTimeOffset Came, DateOnly? HeldBack = null)
{
    /// <summary>Tags say anything: what an update may not say is left out.</summary>
    public static NewSong From(SongAdded added, DateTimeOffset came) => new(
        added.Id,
        RoutingKey.Normalize(CleanText.Of(added.AlbumArtist, UpdateText.MaxArtistLength) ?? CleanText.Of(added.Artist, UpdateText.MaxArtistLength) ?? "Unknown artist"),
        CleanText.Of(added.Title, UpdateText.MaxMessageLength) ?? "Untitled",
        CleanText.Of(added.Album, UpdateText.MaxMessageLength),
        came);
}
