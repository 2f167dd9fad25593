using Playlist.Server.Library;
using Playlist.Server.Playlists;
using Playlist.Server.Songs;
using Playlist.Server.Storage;

return await Startup.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);

    builder.AddServiceDefaults();
    builder.AddStorage();
    builder.AddLibrary();
    builder.AddPlaylists();
    builder.AddSongServer();

    var app = builder.Build();

    app.MapDefaultEndpoints();
    app.MapLibrary();

    return app;
});
