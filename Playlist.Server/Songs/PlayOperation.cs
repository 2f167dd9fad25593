using Playlist.Protocol.Songs;
using Playlist.Server.Library;

namespace Playlist.Server.Songs;

/// <summary><c>{"id":7,"op":"play","song":"Cruel Summer","from":65536,"etag":"9f…"}</c>: a song, or a range of its bytes.</summary>
internal sealed class PlayOperation(SongLibrary library) : ISongOperation
{
    public async ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var request = call.Read(SongJson.Default.PlayRequest);
        if (string.IsNullOrWhiteSpace(request.Song))
        {
            throw new SongProtocolException(SongErrorCodes.BadRequest, "Name a song in 'song': by its id, its title, or 'Title - Artist'.");
        }

        var wantsAudio = request.Audio ?? true;
        if (wantsAudio)
        {
            call.Session.Streams.ThrowIfNoRoom();
        }

        var found = library.Current.Find(request.Song);
        call.Telemetry.SetSong(found.Song);
        var audio = await found.Audio.OpenAsync(cancellationToken);
        try
        {
            var (from, to) = Range(request, audio);
            await call.ReplyAsync(
                new PlayReply { Message = PlayMessage(found.Song), Song = found.Song, Type = found.Audio.MediaType, Bytes = audio.Length, Etag = audio.Etag },
                SongJson.Default.PlayReply);
            if (wantsAudio)
            {
                call.Session.Streams.Start(call, audio, from, to);
                call.Streaming = true;
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

    /// <summary>The words that the original's clients know.</summary>
    public static string PlayMessage(Song song) => $"Playing song: {song.Title}";

    private static (long From, long To) Range(PlayRequest request, OpenedAudio audio)
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
