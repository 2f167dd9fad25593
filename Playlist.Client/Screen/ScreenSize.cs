namespace Playlist.Client.Screen;

/// <summary>How the rows of a terminal are shared out.</summary>
internal readonly record struct ScreenSize(int Width, int Height)
{
    public const int MinWidth = 60;
    public const int MinHeight = 16;

    private const int RowsOfManyMessages = 20;

    // Tabs and heading above; the rule, the song, its bar and the line to type in below.
    private const int OtherRows = 6;

    /// <summary>Whether there is room for anything but words about that.</summary>
    public bool IsEnough => Width >= MinWidth && Height >= MinHeight;

    /// <summary>How many messages are always shown.</summary>
    public int MessageRows => Height >= RowsOfManyMessages ? 3 : 2;

    /// <summary>For what one row cannot tell of an update: its text in full, and its trace.</summary>
    public static int DetailRows(View view) => view is View.Inbox ? 4 : 0;

    public int ListRows(View view) => Math.Max(1, Height - OtherRows - MessageRows - DetailRows(view));
}
