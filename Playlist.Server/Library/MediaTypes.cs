using System.Collections.Frozen;

namespace Playlist.Server.Library;

/// <summary>The kinds of files that the library takes, by how their names end.</summary>
internal static class MediaTypes
{
    private static readonly FrozenDictionary<string, string> ByExtension = new Dictionary<string, string>
    {
        [".mp3"] = "audio/mpeg",
        [".flac"] = "audio/flac",
        [".ogg"] = "audio/ogg",
        [".opus"] = "audio/ogg",
        [".m4a"] = "audio/mp4",
        [".aac"] = "audio/aac",
        [".wav"] = "audio/wav",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static bool IsAudio(string path) => ByExtension.ContainsKey(Path.GetExtension(path));

    /// <exception cref="KeyNotFoundException">The file is no audio file: see <see cref="IsAudio"/>.</exception>
    public static string Of(string path) => ByExtension[Path.GetExtension(path)];
}
