using System.CommandLine;
using Playlist.Client.CommandLine;
using Playlist.Client.Serving.Audio;
using Playlist.Client.Serving.Covers;
using Playlist.Client.Serving.Safety;
using Playlist.Client.Songs;
using Playlist.Client.Updates;

namespace Playlist.Client.Serving;

/// <summary><c>serve</c>: what the AppHost runs. It plays for whoever asks over HTTP, and logs the updates that it hears.</summary>
internal static class ServeCommand
{
    public static Command Create(CommonOptions common)
    {
        // Settings such as --urls or --Client:Name go to the configuration as they are.
        var settings = new Argument<string[]>("settings") { Arity = ArgumentArity.ZeroOrMore, Description = "Settings of the configuration, such as --urls=http://localhost:8080.", CaptureRemainingTokens = true };
        var command = new Command("serve", "Listens for updates, and serves POST /play, GET /updates and POST /updates/read over HTTP.") { settings };
        command.SetAction(parsed => Startup.RunAsync(() => Build(parsed.GetValue(settings) ?? [], common.Read(parsed))));
        return command;
    }

    /// <param name="args">Settings as on the command line: <c>--urls=http://localhost:8080</c>.</param>
    /// <param name="settings">Configuration that goes before them.</param>
    internal static WebApplication Build(string[] args, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration.AddInMemoryCollection(settings);

        builder.AddServiceDefaults();
        builder.AddSongClient();
        builder.AddUpdateListener<UpdateLog>();
        builder.AddPageSafety();
        builder.AddAudio();
        builder.AddCovers();
        builder.Services.AddProblemDetails();

        var app = builder.Build();

        app.UsePageSafety();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapDefaultEndpoints();
        app.MapPlay();
        app.MapUpdates();
        app.MapAudio();
        app.MapCovers();
        app.MapPlaylistFiles();

        return app;
    }
}
