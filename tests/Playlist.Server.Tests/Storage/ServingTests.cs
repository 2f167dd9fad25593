using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Storage;

/// <summary>Songs are served whatever becomes of the database.</summary>
public sealed class ServingTests : TimedTest
{
    [Fact]
    public async Task A_server_with_a_damaged_database_serves_songs_says_what_to_do_and_leaves_the_file()
    {
        using var music = new MusicFolder().Add("Cruel Summer", "Taylor Swift", bytes: 1000);
        var data = Directory.CreateTempSubdirectory("playlist-data-");
        var file = Path.Combine(data.FullName, "playlist.db");
        await File.WriteAllTextAsync(file, "damaged", Cancellation);
        await using (var server = await SongServer.StartAsync([music.Setting, $"Storage:Folder={data.FullName}"], Cancellation))
        {
            await using var connection = await server.ConnectAsync(Cancellation);

            var played = await connection.AskAsync("""{"id":1,"op":"play","song":"Cruel Summer","audio":false}""", Cancellation);
            var library = await connection.AskAsync("""{"id":2,"op":"library"}""", Cancellation);

            Assert.Equal("Playing song: Cruel Summer", played.GetProperty("message").GetString());
            Assert.Contains($"{file} is damaged", library.GetProperty("problem").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal("damaged", await File.ReadAllTextAsync(file, Cancellation));
        data.Delete(recursive: true);
    }
}
