using Microsoft.Extensions.Options;

namespace Playlist.Server.Library;

internal static class LibraryRegistration
{
    /// <summary>Adds the <see cref="SongLibrary"/>, which is loaded before the server listens.</summary>
    public static void AddLibrary(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LibraryOptions>().BindConfiguration(LibraryOptions.SectionName).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<LibraryOptions>, LibraryOptionsValidator>();

        builder.Services.AddSingleton<SongLibrary>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SongLibrary>());
    }
}
