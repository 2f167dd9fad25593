using Playlist.Protocol.Songs;

namespace Playlist.Client.Playing;

/// <summary>What a player does at a moment.</summary>
/// <param name="Song">The current song; <see langword="null"/> when there is none.</param>
/// <param name="Number">Which song of the queue it is, from 1.</param>
/// <param name="Count">How many songs the queue has.</param>
/// <param name="Position">Where in the song.</param>
internal sealed record NowPlaying(PlayerState State, Song? Song, int Number, int Count, TimeSpan Position);

internal enum PlayerState
{
    Stopped,

    /// <summary>The song is on its way.</summary>
    Receiving,
    Playing,
    Paused,
}
