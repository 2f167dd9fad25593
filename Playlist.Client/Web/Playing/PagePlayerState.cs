namespace Playlist.Client.Web.Playing;

internal enum PagePlayerState
{
    Stopped,

    /// <summary>The tab was told to play, and has not begun.</summary>
    Loading,
    Playing,
    Paused,

    /// <summary>The song server is away; it goes on where it was when that is back.</summary>
    Waiting,
}
