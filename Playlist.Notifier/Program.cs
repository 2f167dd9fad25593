using Playlist.Notifier;
using Playlist.Notifier.Updates;

return await Startup.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);

    builder.ExplainFailedStart();
    builder.AddServiceDefaults();
    builder.AddArtistUpdates();

    var app = builder.Build();

    app.UseExceptionHandler();
    app.UseStatusCodePages();
    app.MapDefaultEndpoints();
    app.MapArtistUpdates();

    return app;
});
