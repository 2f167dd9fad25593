using Playlist.Notifier.DeadLetters;
using Playlist.Notifier.NewMusic;
using Playlist.Notifier.Outbox;
using Playlist.Notifier.Updates;

namespace Playlist.Notifier;

/// <summary>What the notifier is made of.</summary>
internal static class NotifierApplication
{
    /// <param name="prepare">Comes first.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? prepare = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        prepare?.Invoke(builder);

        builder.AddServiceDefaults();
        builder.AddOutbox();
        builder.AddArtistUpdates();
        builder.AddNewMusic();
        builder.AddDeadLetters();

        var app = builder.Build();

        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapDefaultEndpoints();
        app.MapArtistUpdates();
        app.MapDeadLetters();

        return app;
    }
}
