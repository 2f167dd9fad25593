using Playlist.Protocol.Songs;
using Playlist.Server.Songs;

namespace Playlist.Server.Library.Operations;

internal static class CatalogueOperations
{
    /// <summary>Adds the operations that read the <see cref="Catalogue"/>.</summary>
    public static void AddCatalogueOperations(this IServiceCollection services)
    {
        services.AddSongOperation<SongsOperation>(SongOps.Songs);
        services.AddSongOperation<SongOperation>(SongOps.Song);
        services.AddSongOperation<ArtistsOperation>(SongOps.Artists);
        services.AddSongOperation<AlbumsOperation>(SongOps.Albums);
        services.AddSongOperation<MatchOperation>(SongOps.Match);
    }
}
