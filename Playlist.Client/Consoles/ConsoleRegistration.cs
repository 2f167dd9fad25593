using Playlist.Client.Playing;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Client.Updates;

namespace Playlist.Client.Consoles;

internal static class ConsoleRegistration
{
    /// <summary>Adds the <see cref="SongConsole"/> and what it talks with.</summary>
    /// <param name="player">What plays songs; <see langword="null"/> is nothing.</param>
    public static void AddSongConsole(this IHostApplicationBuilder builder, Terminal terminal, AudioPlayer? player)
    {
        builder.AddSongClient();
        builder.AddPlaylistChanges();
        builder.AddUpdateListener<ConsoleUpdates>();
        var services = builder.Services;
        services.AddSingleton(terminal);
        services.AddSingleton<ShownList>();
        services.AddSingleton<PlaylistView>();
        services.AddSingleton<ConsoleEvents>();
        services.AddSingleton(provider => new SongPlayer(
            provider.GetRequiredService<SongClient>(), player, provider.GetRequiredService<ConsoleEvents>(), provider.GetRequiredService<TimeProvider>()));
        services.AddVerbs<LibraryVerbs>();
        services.AddVerbs<PlayingVerbs>();
        services.AddVerbs<PlaylistVerbs>();
        services.AddVerbs<PlaylistFileVerbs>();
        services.AddVerbs<FollowVerbs>();
        services.AddVerbs<UpdateVerbs>();
        services.AddSingleton<SongConsole>();
        services.AddHostedService<BrokerWatch>();
        services.AddHostedService<ServerWatch>();
    }

    private static void AddVerbs<TVerbs>(this IServiceCollection services)
        where TVerbs : class, IVerbs
    {
        services.AddSingleton<TVerbs>();
        services.AddSingleton<IVerbs>(provider => provider.GetRequiredService<TVerbs>());
    }
}
