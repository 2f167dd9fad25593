using System.Text;
using Spectre.Console;

namespace Playlist.Testing;

/// <summary>How wide terminals draw a character: the tables of wcwidth, which most of them use.</summary>
public static class TerminalWidth
{
    public static int Of(Rune rune) => Math.Max(0, rune.ToString().GetCellWidth());
}
