using Playlist.Client.Consoles;
using Playlist.Client.Playing;
using Playlist.Client.Songs;
using Playlist.Client.Updates;

namespace Playlist.Client.Screen;

internal static class ScreenRegistration
{
    /// <summary>Adds the <see cref="SongScreen"/> and what it shows.</summary>
    /// <inheritdoc cref="ConsoleRegistration.AddSongConsole" path="/param[@name='player']"/>
    public static void AddSongScreen(this IHostApplicationBuilder builder, ScreenDisplay display, AudioPlayer? player)
    {
        var services = builder.Services;
        services.AddSingleton<ScreenChanges>();
        services.AddSingleton<ITranscript, ScreenMessages>();
        services.AddSingleton<IPlayerEvents, ScreenEvents>();
        services.AddSingleton(display);
        services.AddSingleton<ScreenLists>();
        services.AddSingleton<ScreenActions>();
        services.AddSingleton<SongScreen>();
        builder.AddUpdateListener<ConsoleUpdates>();
        builder.AddConversation(player);
    }
}
