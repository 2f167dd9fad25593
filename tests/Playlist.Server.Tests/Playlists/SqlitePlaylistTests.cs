namespace Playlist.Server.Tests.Playlists;

public sealed class SqlitePlaylistTests : PlaylistWriterTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playlist-data-");

    protected override Task<string> DatabaseAsync() => Task.FromResult($"Storage:Folder={_folder.FullName}");

    protected override ValueTask DeleteDatabaseAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
