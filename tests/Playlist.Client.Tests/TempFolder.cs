namespace Playlist.Client.Tests;

/// <summary>A data folder that several clients, or several runs of one, have after each other.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("playlist-inbox-").FullName;

    public string Setting => $"Storage:Folder={Path}";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
