using System.Text.Json;

namespace Playlist.Server.Tests.Hosting;

/// <summary>A folder with a catalogue and the files it names, gone when disposed.</summary>
public sealed class MusicFolder : IDisposable
{
    private readonly Dictionary<string, byte[]> _content = [];
    private readonly List<object> _entries = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("playlist-").FullName;

    /// <summary>The setting that makes a server use this folder, and the songs added so far.</summary>
    public string Setting
    {
        get
        {
            File.WriteAllText(System.IO.Path.Combine(Path, "catalogue.json"), JsonSerializer.Serialize(_entries));
            return $"Library:Folder={Path}";
        }
    }

    /// <summary>Adds a song of so many bytes, which look random and are the same each time.</summary>
    public MusicFolder Add(string title, string artist, int bytes, string? album = null, string extension = ".mp3")
    {
        // Of a prime length: no two chunks are alike.
        var pattern = new byte[65_521];
        new Random(_content.Count + bytes).NextBytes(pattern);
        var content = new byte[bytes];
        for (var at = 0; at < bytes; at += pattern.Length)
        {
            pattern.AsSpan(0, Math.Min(pattern.Length, bytes - at)).CopyTo(content.AsSpan(at));
        }

        var file = $"{_content.Count}{extension}";
        _content.Add($"{title} - {artist}", content);
        _entries.Add(new { title, artist, album, duration = 1.5, file });
        File.WriteAllBytes(System.IO.Path.Combine(Path, file), content);
        return this;
    }

    /// <param name="name"><c>Title - Artist</c></param>
    public byte[] Content(string name) => _content[name];

    public string FileOf(string name) => Directory.GetFiles(Path, $"{_content.Keys.ToList().IndexOf(name)}.*").Single();

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
