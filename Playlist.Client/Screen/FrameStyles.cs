using Spectre.Console;

namespace Playlist.Client.Screen;

/// <summary>The sixteen colours that a terminal's owner chooses. Whatever a colour says, a sign or a word says too.</summary>
internal static class FrameStyles
{
    public static readonly Style Plain = Style.Plain;
    public static readonly Style Heading = new(decoration: Decoration.Bold);
    public static readonly Style Chosen = new(decoration: Decoration.Invert);
    public static readonly Style Quiet = new(decoration: Decoration.Dim);
    public static readonly Style Playing = new(Color.Green, decoration: Decoration.Bold);
    public static readonly Style Unread = new(decoration: Decoration.Bold);
    public static readonly Style Update = new(Color.Teal, decoration: Decoration.Bold);
    public static readonly Style Problem = new(Color.Olive);
}
