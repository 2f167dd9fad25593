namespace Playlist.Client.Screen;

/// <summary>What the terminal is to show: one string for each row, as it is sent.</summary>
/// <param name="Cursor">The column on the last row where the next character is typed, from 0; <see langword="null"/> hides the cursor.</param>
internal sealed record Frame(ScreenSize Size, IReadOnlyList<string> Rows, int? Cursor);
