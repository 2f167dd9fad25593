using Playlist.Notifier.DeadLetters;
using Playlist.Notifier.NewMusic;
using Playlist.Notifier.Outbox;
using Playlist.Notifier.Updates;

return await Startup.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);

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
});
