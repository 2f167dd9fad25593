namespace Playlist.Server.Playlists;

internal static class PlaylistAnnouncementsRegistration
{
    private const string ConnectionName = "messaging";

    /// <summary>Adds <see cref="PlaylistAnnouncements"/>, which announce nothing when no broker is configured.</summary>
    public static void AddPlaylistAnnouncements(this WebApplicationBuilder builder)
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(ConnectionName)))
        {
            builder.AddBroker(ConnectionName);
            builder.Services.AddOptions<AnnouncementOptions>()
                .Validate<IConfiguration>((_, configuration) => BrokerExtensions.IsBroker(configuration.GetConnectionString(ConnectionName)), BrokerExtensions.NoBroker(ConnectionName))
                .ValidateOnStart();
        }

        builder.Services.AddSingleton<PlaylistAnnouncements>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<PlaylistAnnouncements>());
    }

    /// <summary>Carries the check of the connection string, which is told together with all other bad settings.</summary>
    private sealed class AnnouncementOptions;
}
