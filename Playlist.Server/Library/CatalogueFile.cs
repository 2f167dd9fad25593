using System.Text.Json;
using System.Text.Json.Serialization;
using Playlist.Protocol.Songs;

namespace Playlist.Server.Library;

/// <summary>Reads <c>catalogue.json</c>: <c>[{"title":"Lover","artist":"Taylor Swift","album":"…","duration":12.314,"file":"Lover.mp3"},…]</c></summary>
internal static partial class CatalogueFile
{
    private const string FileName = "catalogue.json";

    /// <exception cref="StartupException">The catalogue, or a file it names, is missing or damaged; the message names it.</exception>
    public static async Task<Catalogue> LoadAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        var songs = new List<CatalogueSong>();
        foreach (var entry in await ReadAsync(path, cancellationToken))
        {
            if (entry is not { Title.Length: > 0, Artist.Length: > 0, File.Length: > 0 })
            {
                throw new StartupException($"{path} is damaged: song {songs.Count + 1} needs a title, an artist and a file.");
            }

            songs.Add(await LoadSongAsync(path, Path.Combine(folder, entry.File), entry, cancellationToken));
        }

        return songs.CountBy(song => song.Song.Id).FirstOrDefault(count => count.Value > 1) is { Key: { } id }
            ? throw new StartupException($"{path} is damaged: it lists {songs.First(song => song.Song.Id == id).FullName} twice.")
            : new Catalogue(songs);
    }

    private static async Task<IReadOnlyList<Entry?>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync(file, CatalogueJson.Default.IReadOnlyListEntry, cancellationToken) ?? throw new StartupException($"{path} is damaged: it is no list of songs.");
        }
        catch (JsonException exception)
        {
            throw new StartupException($"{path} is damaged: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The catalogue {path} cannot be read: {exception.Message} Set {LibraryOptions.SectionName}:{nameof(LibraryOptions.Folder)} to a folder that has one.", exception);
        }
    }

    private static async Task<CatalogueSong> LoadSongAsync(string path, string audioPath, Entry entry, CancellationToken cancellationToken)
    {
        try
        {
            var audio = new AudioFile(audioPath);
            using var opened = await audio.OpenAsync(cancellationToken);
            return new CatalogueSong(new Song(CatalogueSong.IdOf(entry.Title, entry.Artist, opened.Etag), entry.Title, entry.Artist, entry.Album, entry.Duration), audio);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StartupException($"The file {audioPath} of '{entry.Title}' in {path} cannot be used: {exception.Message}", exception);
        }
    }

    private sealed record Entry(string Title, string Artist, string? Album, double? Duration, string File);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(IReadOnlyList<Entry>))]
    private sealed partial class CatalogueJson : JsonSerializerContext;
}
