using Playlist.Client.Messaging;

namespace Playlist.Client.Playlists;

internal static class PlaylistChangesRegistration
{
    /// <summary>Adds <see cref="PlaylistChanges"/> and <see cref="OpenPlaylists"/>; <c>AddSongClient</c> has added the client that they ask.</summary>
    public static void AddPlaylistChanges(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PlaylistChanges>();
        builder.Services.AddSingleton<OpenPlaylists>();
        builder.AddBrokerFeed(provider => provider.GetRequiredService<PlaylistChanges>());
    }
}
