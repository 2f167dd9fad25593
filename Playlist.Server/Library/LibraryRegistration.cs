using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Playlist.Protocol.Songs;
using Playlist.Server.Library.Covers;
using Playlist.Server.Library.NewMusic;
using Playlist.Server.Library.Operations;
using Playlist.Server.Library.Scanning;
using Playlist.Server.Library.Tags;
using Playlist.Server.Songs;

namespace Playlist.Server.Library;

internal static class LibraryRegistration
{
    /// <summary>Adds the <see cref="SongLibrary"/>, and what keeps it up to date with its folder.</summary>
    public static void AddLibrary(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<LibraryOptions>().BindConfiguration(LibraryOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LibraryOptions>, LibraryOptionsValidator>();

        services.AddSingleton<SongLibrary>();
        services.AddSingleton<LibraryFolder>();
        services.AddSingleton<LibraryFiles>();
        services.AddSingleton<CoverFinder>();

        services.AddSingleton<TagLibFiles>();
        services.AddSingleton<FfprobeTags>();
        services.TryAddSingleton<ITagReader, TagReader>();

        services.AddSingleton<SongFileReader>();
        services.AddSingleton<LibraryScan>();
        services.AddSingleton<LibraryStore>();
        services.AddSingleton<LibraryStatus>();
        services.AddSingleton<LibraryPublisher>();
        services.AddSingleton<LibraryWatcher>();
        services.AddSingleton<ScanTurn>();
        services.AddSingleton<ScanRequests>();
        services.AddSingleton<NewMusicFinder>();
        services.AddSingleton<SongAnnouncements>();
        services.AddHostedService(provider => provider.GetRequiredService<SongAnnouncements>());
        services.AddSingleton<PlayCounts>();
        services.AddHostedService(provider => provider.GetRequiredService<PlayCounts>());
        services.AddSingleton<LibraryKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<LibraryKeeper>());

        services.AddSongOperation<CoverOperation>(SongOps.Cover);
        services.AddSongOperation<LibraryOperation>(SongOps.Library);
        services.AddSongOperation<SkippedFilesOperation>(SongOps.SkippedFiles);
        services.AddCatalogueOperations();
    }
}
