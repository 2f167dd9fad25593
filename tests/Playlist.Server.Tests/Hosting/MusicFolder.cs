using System.Text.Json;
using Playlist.Server.Library;
using Playlist.Server.Library.Tags;

namespace Playlist.Server.Tests.Hosting;

/// <summary>A library of made-up songs, gone when disposed.</summary>
public sealed class MusicFolder : IDisposable
{
    private const string Catalogue = "catalogue.json";

    private readonly Dictionary<string, byte[]> _content = [];
    private readonly Dictionary<string, FileTags> _tags = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("playlist-").FullName;

    /// <summary>The setting that makes a server use this folder, and the songs added so far.</summary>
    public string Setting
    {
        get
        {
            File.WriteAllText(System.IO.Path.Combine(Path, Catalogue), JsonSerializer.Serialize(_tags));
            return $"Library:Path={Path}";
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
        _tags.Add(file, FileTags.None with { Title = title, Artist = artist, Album = album, Duration = 1.5 });
        var path = System.IO.Path.Combine(Path, file);
        File.WriteAllBytes(path, content);
        // As if it had been there for long: nobody still writes it.
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
        return this;
    }

    /// <param name="name"><c>Title - Artist</c></param>
    public byte[] Content(string name) => _content[name];

    public string FileOf(string name) => Directory.GetFiles(Path, $"{_content.Keys.ToList().IndexOf(name)}.*").Single();

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>What <see cref="Add"/> said of each file, for the bytes in it are no audio; other folders' files say nothing.</summary>
    internal sealed class Tags(LibraryFolder folder) : ITagReader
    {
        private readonly Lock _lock = new();
        private Dictionary<string, FileTags> _tags = [];
        private DateTime _written;

        public ValueTask<FileTags> ReadAsync(string path, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                var catalogue = new FileInfo(System.IO.Path.Combine(folder.Root, Catalogue));
                if (catalogue.Exists && catalogue.LastWriteTimeUtc != _written)
                {
                    _tags = JsonSerializer.Deserialize<Dictionary<string, FileTags>>(File.ReadAllText(catalogue.FullName))!;
                    _written = catalogue.LastWriteTimeUtc;
                }

                return ValueTask.FromResult(_tags.GetValueOrDefault(path) ?? FileTags.None);
            }
        }
    }
}
