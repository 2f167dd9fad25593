using Playlist.Protocol.Songs;

namespace Playlist.Client.Playing;

/// <summary>Hears what becomes of a queue that is played in the background.</summary>
internal interface IPlayerEvents
{
    /// <summary>A song is on its way; what is returned hears how many bytes have been received.</summary>
    /// <param name="bytes">In all.</param>
    IProgress<long> Receiving(long bytes);

    /// <summary>The song is no longer on its way: it is there, or will not be.</summary>
    void Received();

    /// <param name="now">The song that begins, at the position that it begins at.</param>
    /// <param name="bytes">Of the song.</param>
    /// <param name="player">The program that plays it.</param>
    void Playing(NowPlaying now, long bytes, string player);

    /// <summary>A song is left out, and the next one follows.</summary>
    /// <param name="problem">Why; for a person, not cleaned.</param>
    void Skipped(Song song, string problem);

    /// <summary>These songs are left out, since the library no longer has them.</summary>
    void Missing(IReadOnlyList<Song> songs);

    /// <summary>Nothing is played any more, and nobody has told it so.</summary>
    /// <param name="problem">Why; for a person, not cleaned; <see langword="null"/> at the end of the queue.</param>
    void Stopped(NowPlaying now, string? problem);
}
