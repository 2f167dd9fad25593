using Playlist.Protocol.Songs;

namespace Playlist.Client.Web.Playlists;

/// <summary>Asks, in a dialog of the layout's, which playlist songs are to be added to.</summary>
internal sealed class PlaylistPicker
{
    public event Action? Asked;

    public IReadOnlyList<Song> Songs { get; private set; } = [];

    public void Ask(IReadOnlyList<Song> songs)
    {
        Songs = songs;
        Asked?.Invoke();
    }
}
