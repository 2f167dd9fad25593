using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Playlist.Server.Library;
using Playlist.Server.Library.Tags;

namespace Playlist.Server.Tests.Library;

/// <summary>A folder for a library of real files, gone when disposed.</summary>
internal sealed class SongFolder : IDisposable
{
    private static readonly DateTime LongAgo = new(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    public string Root { get; } = Directory.CreateTempSubdirectory("playlist-").FullName;

    /// <summary>A data folder for its database.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("playlist-data-").FullName;

    public string Setting => $"Library:Path={Root}";

    public LibraryFolder Library => new(Options.Create(new LibraryOptions { Path = Root }));

    /// <summary>The chain that the server reads with.</summary>
    public TagReader Reader => new(Library, new TagLibFiles(Library, TimeProvider.System), new FfprobeTags(Library, TimeProvider.System), NullLogger<TagReader>.Instance);

    public string FullPath(string path) => Path.Combine(Root, path);

    /// <summary>Writes a file that nobody still writes, as its time says.</summary>
    public SongFolder Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath(path))!);
        File.WriteAllBytes(FullPath(path), content);
        File.SetLastWriteTimeUtc(FullPath(path), LongAgo);
        return this;
    }

    /// <summary>Writes an MP3 with a title, and an artist.</summary>
    /// <param name="frames">Its length: two with the same tags and length are copies.</param>
    public SongFolder Song(string path, string title, string artist = "HUNTRX", string? album = null, string? albumArtist = null, int frames = 40)
    {
        var texts = new Dictionary<string, string?> { ["TIT2"] = title, ["TPE1"] = artist, ["TALB"] = album, ["TPE2"] = albumArtist };
        return Write(path, HandmadeAudio.Mp3(HandmadeAudio.Id3(3, texts.Where(text => text.Value is not null).ToDictionary(text => text.Key, text => text.Value!)), frames));
    }

    public void Move(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath(to))!);
        Directory.Move(FullPath(from), FullPath(to));
    }

    public void Dispose()
    {
        foreach (var folder in new[] { Root, Data }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
