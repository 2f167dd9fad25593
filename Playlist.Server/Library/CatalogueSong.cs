using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Playlist.Protocol.Songs;

namespace Playlist.Server.Library;

/// <summary>A song with its file, and what is asked of it often, worked out once.</summary>
internal sealed class CatalogueSong
{
    public CatalogueSong(Song song, AudioFile audio)
    {
        Song = song;
        Audio = audio;
        FullName = $"{song.Title} - {song.Artist}";
        FoldedTitle = SongName.Fold(song.Title);
        FoldedFullName = SongName.Fold(FullName);
        // A character that no folded query contains, so that no word is found across two fields.
        SearchText = string.Join('\n', FoldedTitle, SongName.Fold(song.Artist), SongName.Fold(song.Album ?? ""));
        JsonBytes = JsonSerializer.SerializeToUtf8Bytes(song, SongJson.Default.Song).Length;
    }

    public Song Song { get; }

    public AudioFile Audio { get; }

    /// <summary><c>Cruel Summer - Taylor Swift</c></summary>
    public string FullName { get; }

    public string FoldedTitle { get; }

    public string FoldedFullName { get; }

    public string SearchText { get; }

    /// <summary>How much of a reply's line this song takes at most.</summary>
    public int JsonBytes { get; }

    /// <summary>16 hexadecimal digits: the same song from the same file has the same id everywhere.</summary>
    public static string IdOf(string title, string artist, string etag)
    {
        var hash = XxHash128.Hash(Encoding.UTF8.GetBytes($"{title}\0{artist}\0{etag}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }
}
