using Playlist.Protocol.Songs;

namespace Playlist.Client.Web.Playlists;

/// <summary>What is dragged in a tab: browsers tell the target nothing of it but what the page itself knows.</summary>
internal sealed class Dragging
{
    /// <summary>It was dropped somewhere, or nowhere.</summary>
    public event Action? Ended;

    public IReadOnlyList<Song> Songs { get; private set; } = [];

    /// <summary>Where the first of them is in its list, from 0.</summary>
    public int From { get; private set; }

    public void End() => Ended?.Invoke();

    public void Start(IReadOnlyList<Song> songs, int from) => (Songs, From) = (songs, from);
}
