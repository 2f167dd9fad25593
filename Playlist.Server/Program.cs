using Playlist.Server.Library;
using Playlist.Server.Songs;

return await Startup.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);

    builder.AddServiceDefaults();
    builder.AddLibrary();
    builder.AddSongServer();

    var app = builder.Build();

    app.MapDefaultEndpoints();

    return app;
});
