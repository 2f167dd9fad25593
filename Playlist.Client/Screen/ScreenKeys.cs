using Action = Playlist.Client.Screen.ScreenAction;

namespace Playlist.Client.Screen;

/// <summary>Which key does what, and how the help tells it.</summary>
internal static class ScreenKeys
{
    private const int KeysWidth = 15;

    private static readonly (string Keys, string Help)[] Lines =
    [
        ("Enter", "play the song and those after it, open the playlist, or mark the update as read"),
        ("Space", "pause, or go on"),
        ("n  p", "the next song, the one before"),
        ("Left  Right", "ten seconds back, or on"),
        ("s  r", "shuffle; repeat all songs, one, or none"),
        ("f", "follow the artist of the song or the update, or unfollow; a * is after those you follow"),
        ("e  d", "put the song at the end of the queue; take it out of the queue"),
        ("a", "add the song to the open playlist"),
        ("/", "search the library while you type; Enter keeps what was found, Esc shows everything again"),
        (":", "type a command, such as :create Road trip, :import songs.m3u8, :follow HUNTRX; all of them: :help"),
        ("1 2 3 4 5", "library, queue, playlists, inbox, messages; Tab is the next one"),
        ("Esc", "back: from this help, from a playlist to all of them, from a search to the library"),
        ("Up  Down", "move, as do PgUp, PgDn, Home, End, and k, j, g, G"),
        ("Ctrl+L", "ask the server again, and draw all anew"),
        ("q  Ctrl+C", "quit"),
    ];

    /// <param name="width">Columns of the screen.</param>
    public static IReadOnlyList<string> Help(int width) =>
        [.. Lines.SelectMany(line => MessageText.Wrap(line.Help, width - KeysWidth).Select((row, index) => (index == 0 ? $"  {line.Keys}" : "").PadRight(KeysWidth) + row))];

    /// <returns><see langword="null"/>: the key does nothing.</returns>
    public static Action? Find(ConsoleKeyInfo key) => key.Key switch
    {
        ConsoleKey.Enter => Action.Enter,
        ConsoleKey.Escape or ConsoleKey.Backspace => Action.Back,
        ConsoleKey.UpArrow => Action.Up,
        ConsoleKey.DownArrow => Action.Down,
        ConsoleKey.PageUp => Action.PageUp,
        ConsoleKey.PageDown => Action.PageDown,
        ConsoleKey.Home => Action.First,
        ConsoleKey.End => Action.Last,
        ConsoleKey.LeftArrow => Action.SeekBack,
        ConsoleKey.RightArrow => Action.SeekOn,
        ConsoleKey.Delete => Action.RemoveFromQueue,
        ConsoleKey.F1 => Action.Help,
        ConsoleKey.Tab when key.Modifiers.HasFlag(ConsoleModifiers.Shift) => Action.PreviousView,
        ConsoleKey.Tab => Action.NextView,
        ConsoleKey.L when key.Modifiers.HasFlag(ConsoleModifiers.Control) => Action.Refresh,
        _ when key.Modifiers.HasFlag(ConsoleModifiers.Control) || key.Modifiers.HasFlag(ConsoleModifiers.Alt) => null,
        _ => Find(key.KeyChar),
    };

    private static Action? Find(char character) => character switch
    {
        ' ' => Action.PauseOrResume,
        'n' => Action.Next,
        'p' => Action.Previous,
        's' => Action.Shuffle,
        'r' => Action.Repeat,
        'f' => Action.Follow,
        'a' => Action.AddToPlaylist,
        'e' => Action.AddToQueue,
        'd' => Action.RemoveFromQueue,
        '/' => Action.Search,
        ':' => Action.Command,
        '1' => Action.Library,
        '2' => Action.Queue,
        '3' => Action.Playlists,
        '4' => Action.Inbox,
        '5' => Action.Messages,
        'j' => Action.Down,
        'k' => Action.Up,
        'g' => Action.First,
        'G' => Action.Last,
        '?' => Action.Help,
        'q' => Action.Quit,
        _ => null,
    };
}
