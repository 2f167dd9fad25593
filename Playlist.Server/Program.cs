using Playlist.Server;
using Playlist.Server.Library;
using Playlist.Server.Songs;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddLibrary();
builder.AddSongServer();

var app = builder.Build();

app.MapDefaultEndpoints();

return await app.RunToEndAsync();
