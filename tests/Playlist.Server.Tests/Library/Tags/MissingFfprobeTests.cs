using Playlist.Server.Tests.Hosting;
using Playlist.Server.Tests.Startup;

namespace Playlist.Server.Tests.Library.Tags;

public sealed class MissingFfprobeTests : TimedTest
{
    [Fact]
    [Trait("Category", "Long")]
    public async Task Without_ffprobe_the_path_speaks_and_one_warning_names_the_remedy()
    {
        using var folder = new SongFolder();
        folder.Write("HUNTRX/Demo/05 Golden.mp3", "no audio that TagLib# knows"u8.ToArray());
        folder.Write("HUNTRX/Demo/06 Takedown.mp3", "nor this"u8.ToArray());
        // The server is started by its absolute path, and finds nothing else.
        using var server = new ServerProcess(["--urls=", "--SongServer:Port=0", $"--{folder.Setting}"], KeyValuePair.Create("PATH", "/nowhere"));
        await using var connection = await server.ConnectAsync(Cancellation);

        var songs = await connection.AskAsync("""{"id":1,"op":"songs"}""", Cancellation);

        Assert.Equal(["Golden - HUNTRX", "Takedown - HUNTRX"], songs.Titles());
        Assert.All(songs.GetProperty("songs").EnumerateArray(), song => Assert.Equal(("HUNTRX", "Demo"), (song.Text("artist"), song.Text("album"))));
        Assert.Contains("install ffmpeg", Assert.Single(server.Output, line => line.Contains("ffprobe is not installed", StringComparison.Ordinal)), StringComparison.Ordinal);
    }
}
