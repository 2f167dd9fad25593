namespace Playlist.Testing;

/// <summary>One column of a row of a terminal.</summary>
/// <param name="Text">A character with what is combined with it; empty behind one that is two columns wide.</param>
public readonly record struct ScreenCell(string Text, ScreenStyle Style);

/// <summary>How a cell is drawn (ECMA-48, SGR).</summary>
/// <param name="Colour">Of the sixteen; <see langword="null"/> is the terminal's own.</param>
public readonly record struct ScreenStyle(bool Bold, bool Dim, bool Inverse, int? Colour);
