using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Playlists;

/// <summary>A playlist as it was at one version, with all its songs.</summary>
public sealed record WholePlaylist(PlaylistSummary Summary, IReadOnlyList<Song> Songs);
