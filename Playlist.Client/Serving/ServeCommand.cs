using System.CommandLine;
using Playlist.Client.CommandLine;
using Playlist.Client.Playlists;
using Playlist.Client.Serving.Audio;
using Playlist.Client.Serving.Covers;
using Playlist.Client.Serving.Safety;
using Playlist.Client.Songs;
using Playlist.Client.Updates;
using Playlist.Client.Web;
using Playlist.Client.Web.Updates;

namespace Playlist.Client.Serving;

/// <summary><c>serve</c>: what the AppHost runs: the player page, and its like for scripts, over HTTP.</summary>
internal static class ServeCommand
{
    public static Command Create(CommonOptions common)
    {
        // Settings such as --urls or --Client:Name go to the configuration as they are.
        var settings = new Argument<string[]>("settings") { Arity = ArgumentArity.ZeroOrMore, Description = "Settings of the configuration, such as --urls=http://localhost:8080.", CaptureRemainingTokens = true };
        var command = new Command("serve", "Serves the player page, and POST /play, GET /updates and POST /updates/read, over HTTP; listens for updates.") { settings };
        command.SetAction(parsed => Startup.RunAsync(() => Build(parsed.GetValue(settings) ?? [], common.Read(parsed))));
        return command;
    }

    /// <param name="args">Settings as on the command line: <c>--urls=http://localhost:8080</c>.</param>
    /// <param name="settings">Configuration that goes before them.</param>
    internal static WebApplication Build(string[] args, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        // The page's files are found by the program's name and place, from wherever it is started.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = ClientTelemetry.Name });
        builder.Configuration.AddInMemoryCollection(settings);

        builder.AddServiceDefaults();
        builder.AddSongClient();
        builder.AddPlaylistChanges();
        builder.AddUpdateListener<PageUpdates>();
        builder.AddPageSafety();
        builder.AddAudio();
        builder.AddCovers();
        builder.Services.AddProblemDetails();
        builder.AddPage();

        var app = builder.Build();

        app.UsePageSafety();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UsePage();
        app.MapDefaultEndpoints();
        app.MapPlay();
        app.MapUpdates();
        app.MapAudio();
        app.MapCovers();
        app.MapPlaylistFiles();
        app.MapPage();

        return app;
    }
}
