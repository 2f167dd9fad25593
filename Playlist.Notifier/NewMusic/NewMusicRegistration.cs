using Microsoft.Extensions.Options;

namespace Playlist.Notifier.NewMusic;

internal static class NewMusicRegistration
{
    /// <summary>Tells artists' followers of what comes into the library. The outbox and the broker are there already.</summary>
    public static void AddNewMusic(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<NewMusicOptions>().BindConfiguration(NewMusicOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NewMusicOptions>, NewMusicOptionsValidator>();

        services.AddSingleton<NewMusicStore>();
        services.AddSingleton<NewMusicAnnouncer>();
        services.AddHostedService(provider => provider.GetRequiredService<NewMusicAnnouncer>());
        services.AddHostedService<NewMusicListener>();
    }
}
