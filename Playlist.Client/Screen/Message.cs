using Playlist.Client.Consoles;

namespace Playlist.Client.Screen;

/// <param name="Text">A line, cleaned.</param>
internal sealed record Message(string Text, LineKind Kind);
