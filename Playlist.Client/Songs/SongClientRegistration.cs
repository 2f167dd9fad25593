using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery;

namespace Playlist.Client.Songs;

public static class SongClientRegistration
{
    /// <summary>Adds a <see cref="SongClient"/>, which all share; <c>AddServiceDefaults</c> has added service discovery.</summary>
    public static void AddSongClient(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SongClientOptions>().BindConfiguration(SongClientOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SongClientOptions>, SongClientOptionsValidator>();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new SongClient(
            new SongServerAddress(provider.GetRequiredService<ServiceEndpointResolver>(), provider.GetRequiredService<IOptions<SongClientOptions>>(), provider.GetRequiredService<IConfiguration>()),
            provider.GetRequiredService<IOptions<SongClientOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SongClient>>()));
    }

    /// <summary>Adds a <see cref="ServerStatus"/>, for those who keep an eye on the server; <see cref="AddSongClient"/> has added the client.</summary>
    internal static void AddServerStatus(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ServerStatus>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ServerStatus>());
    }
}
