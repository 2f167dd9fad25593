using Microsoft.Extensions.Options;
using Playlist.Notifier.Updates;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddArtistUpdates();

var app = builder.Build();

app.MapDefaultEndpoints();
app.MapArtistUpdates();

try
{
    app.Run();
    return 0;
}
catch (OptionsValidationException exception)
{
    foreach (var failure in exception.Failures)
    {
        Console.Error.WriteLine(failure);
    }

    return 1;
}
