namespace Playlist.Client.Screen;

/// <summary>What the middle of the screen shows.</summary>
internal enum View
{
    Library,
    Queue,

    /// <summary>The playlists, or the songs of the open one.</summary>
    Playlists,
    Inbox,
    Messages,
    Help,
}
