using Playlist.Protocol.Songs;
using Playlist.Server.Library;
using Playlist.Server.Library.Operations;

namespace Playlist.Server.Songs;

/// <summary><c>{"id":7,"op":"play","song":"Cruel Summer","from":65536,"etag":"9f…"}</c>: a song, or a range of its bytes.</summary>
internal sealed class PlayOperation(SongLibrary library, LibraryFiles files, PlayCounts plays) : ISongOperation
{
    public async ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var request = call.Read(SongJson.Default.PlayRequest);
        var name = Requested.Song(request.Song);
        var wantsAudio = request.Audio ?? true;
        if (wantsAudio)
        {
            call.Session.Streams.ThrowIfNoRoom();
        }

        var found = library.Current.Find(name);
        call.Telemetry.SetSong(found.Song);
        var audio = await OpenAsync(found, cancellationToken);
        try
        {
            var (from, to) = Range(request, audio);
            await call.ReplyAsync(
                new PlayReply { Message = PlayMessage(found.Song), Song = found.Song, Type = MediaTypes.Of(found.Library.Path), Bytes = audio.Length, Etag = audio.Etag },
                SongJson.Default.PlayReply);
            if (wantsAudio)
            {
                call.Session.Streams.Start(call, audio, from, to);
                call.Streaming = true;
                if (from == 0)
                {
                    plays.Count(found.Library);
                }
            }
        }
        finally
        {
            if (!call.Streaming)
            {
                audio.Dispose();
            }
        }
    }

    private async ValueTask<OpenedFile> OpenAsync(CatalogueSong song, CancellationToken cancellationToken)
    {
        try
        {
            return await files.OpenAsync(song.Library.Path, cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Between its removal and the scan that notices it.
            throw new SongProtocolException(SongErrorCodes.SongNotFound, $"The file of '{song.Song.Title}' is gone: ask again in a moment, and 'songs' lists what there is.", exception);
        }
    }

    /// <summary>The words that the original's clients know.</summary>
    public static string PlayMessage(Song song) => $"Playing song: {song.Title}";

    private static (long From, long To) Range(PlayRequest request, OpenedFile audio)
    {
        if (request.Etag is { } etag && etag != audio.Etag)
        {
            throw new SongProtocolException(SongErrorCodes.Changed, $"The file has changed since: its etag is now '{audio.Etag}'. Ask for it again from the start.");
        }

        var from = request.From ?? 0;
        var to = request.To ?? audio.Length;
        return from >= 0 && from <= to && to <= audio.Length
            ? (from, to)
            : throw new SongProtocolException(SongErrorCodes.BadRange, $"The file has {audio.Length} bytes: 'from' and 'to' are 0 to {audio.Length}, and 'from' is not over 'to'.");
    }
}
