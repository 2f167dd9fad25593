using Playlist.Protocol.Songs;
using Playlist.Server.Songs;

namespace Playlist.Server.Library.Operations;

/// <summary><c>{"id":3,"op":"song","song":"Cruel Summer"}</c>: all that is known of a song.</summary>
internal sealed class SongOperation(SongLibrary library) : ISongOperation
{
    public ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var found = library.Current.Find(Requested.Song(call.Read(SongJson.Default.NamedSongRequest).Song));
        call.Telemetry.SetSong(found.Song);
        return call.ReplyAsync(new SongDetailsReply { Song = Details(found.Library) }, SongJson.Default.SongDetailsReply);
    }

    private static SongDetails Details(LibrarySong song)
    {
        var tags = song.Tags;
        var albumArtist = tags.AlbumArtist is { } artist && SongName.Fold(artist) != SongName.Fold(tags.Artist) ? artist : null;
        return new(
            song.Id,
            tags.Title,
            tags.Artist,
            albumArtist,
            tags.Album,
            tags.Track,
            tags.Disc,
            tags.Year,
            tags.Genre,
            tags.Duration,
            MediaTypes.Of(song.Path),
            song.Bytes,
            song.Path,
            song.Added,
            song.Plays,
            tags.HasCover,
            song.DuplicateOf);
    }
}
