using System.Text.Json;

namespace Playlist.Server.Tests.Hosting;

/// <summary>A folder with a catalogue and the files it names, gone when disposed.</summary>
public sealed class MusicFolder : IDisposable
{
    private readonly Dictionary<string, byte[]> _content = [];
    private readonly List<object> _entries = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("playlist-").FullName;

    /// <summary>The setting that makes a server use this folder.</summary>
    public string Setting => $"Library:Folder={Path}";

    /// <summary>Adds a song of so many bytes, which look random and are the same each time.</summary>
    public MusicFolder Add(string title, string artist, int bytes, string? album = null, string extension = ".mp3")
    {
        var content = new byte[bytes];
        new Random(_content.Count + bytes).NextBytes(content);
        var file = $"{_content.Count}{extension}";
        _content.Add($"{title} - {artist}", content);
        _entries.Add(new { title, artist, album, duration = 1.5, file });
        File.WriteAllBytes(System.IO.Path.Combine(Path, file), content);
        File.WriteAllText(System.IO.Path.Combine(Path, "catalogue.json"), JsonSerializer.Serialize(_entries));
        return this;
    }

    /// <param name="name"><c>Title - Artist</c></param>
    public byte[] Content(string name) => _content[name];

    public string FileOf(string name) => Directory.GetFiles(Path, $"{_content.Keys.ToList().IndexOf(name)}.*").Single();

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
