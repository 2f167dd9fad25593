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
        var services = builder.Services;
        services.AddSingleton(terminal);
        services.AddSingleton<ITranscript>(terminal);
        services.AddSingleton<IPlayerEvents, ConsoleEvents>();
        services.AddSingleton<SongConsole>();
        builder.AddUpdateListener<ConsoleUpdates>();
        builder.AddConversation(player);
    }

    /// <summary>Adds the <see cref="Conversation"/>, its verbs and what they are about. Whoever adds it also adds an <see cref="ITranscript"/>, <see cref="IPlayerEvents"/> and the update listener.</summary>
    /// <inheritdoc cref="AddSongConsole" path="/param"/>
    public static void AddConversation(this IHostApplicationBuilder builder, AudioPlayer? player)
    {
        builder.AddSongClient();
        builder.AddServerStatus();
        builder.AddPlaylistChanges();
        var services = builder.Services;
        services.AddSingleton<ShownList>();
        services.AddSingleton<PlaylistView>();
        services.AddSingleton(provider => new SongPlayer(
            provider.GetRequiredService<SongClient>(), player, provider.GetRequiredService<IPlayerEvents>(), provider.GetRequiredService<TimeProvider>()));
        services.AddVerbs<LibraryVerbs>();
        services.AddVerbs<PlayingVerbs>();
        services.AddVerbs<PlaylistVerbs>();
        services.AddVerbs<PlaylistFileVerbs>();
        services.AddVerbs<FollowVerbs>();
        services.AddVerbs<UpdateVerbs>();
        services.AddSingleton<Conversation>();
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
