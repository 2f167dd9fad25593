using System.Globalization;
using Playlist.Client.Consoles;
using Playlist.Client.Playing;
using Spectre.Console;

namespace Playlist.Client.Screen;

/// <summary>Draws the state: the views' tabs, the view's rows, and below them messages, the song, and the line to type in.</summary>
/// <remarks>Rows are laid out here rather than by Spectre's widgets, which cut a row within a wide character; its writer knows styles and colours.</remarks>
internal sealed class FrameRenderer(bool hasColours)
{
    // Narrower, and the tabs' row has room for little but the tabs.
    private const int WidthForWords = 80;

    private static readonly (View View, string Name)[] Tabs =
        [(View.Library, "Library"), (View.Queue, "Queue"), (View.Playlists, "Playlists"), (View.Inbox, "Inbox"), (View.Messages, "Messages")];

    private readonly AnsiCapabilities _capabilities = new() { Ansi = true, ColorSystem = hasColours ? ColorSystem.Standard : ColorSystem.NoColors };

    /// <param name="state">Fitted into the size.</param>
    public Frame Render(ScreenState state)
    {
        var size = state.Size;
        if (!size.IsEnough)
        {
            string[] words = [$"The terminal is too small: it needs {ScreenSize.MinWidth} columns and {ScreenSize.MinHeight} rows.", "q quits."];
            var rows = words.SelectMany(text => MessageText.Wrap(text, size.Width)).Select(text => Line(size).Add(text, FrameStyles.Plain).ToString());
            return new Frame(size, [.. rows.Concat(Enumerable.Repeat("", size.Height)).Take(size.Height)], Cursor: null);
        }

        var list = new ListRenderer(state, () => Line(size), style => Line(size, style));
        var (prompt, cursor) = Prompt(state);
        return new Frame(
            size,
            [
                TabRow(state),
                list.Heading(),
                .. list.Rows(),
                .. list.Details(),
                Line(size).Add(new string('─', size.Width), FrameStyles.Quiet).ToString(),
                .. Messages(state),
                SongRow(state),
                ProgressRow(state),
                prompt,
            ],
            cursor);
    }

    private FrameLine Line(ScreenSize size, Style? style = null) => new(_capabilities, size.Width, style ?? FrameStyles.Plain);

    private string TabRow(ScreenState state)
    {
        var line = Line(state.Size);
        var isNarrow = state.Size.Width < WidthForWords;
        var unread = state.Inbox.Count(update => !update.IsRead);
        foreach (var (tab, index) in Tabs.Select((tab, index) => (tab, index)))
        {
            var count = tab.View is View.Inbox && unread > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({unread:N0})") : "";
            line.Add($" {index + 1} {tab.Name}{count}{(isNarrow ? "" : " ")}", tab.View == state.View ? FrameStyles.Chosen : count.Length > 0 ? FrameStyles.Update : FrameStyles.Plain);
        }

        var help = isNarrow ? " ?" : " ? help ";
        return line.AddField(state.IsListening || isNarrow ? "" : "no broker ", line.Left - help.Length, FrameStyles.Problem, isRight: true)
            .Add(help, state.View is View.Help ? FrameStyles.Chosen : FrameStyles.Quiet)
            .ToString();
    }

    /// <summary>The last ones, the newest at the bottom.</summary>
    private IEnumerable<string> Messages(ScreenState state)
    {
        var rows = state.Size.MessageRows - (state.Status is null ? 0 : 1);
        var messages = MessageText.Rows(state.Messages.TakeLast(rows), state.Size.Width).TakeLast(rows).ToList();
        for (var row = messages.Count; row < rows; row++)
        {
            yield return "";
        }

        foreach (var message in messages)
        {
            yield return Line(state.Size).Add(message.Text, StyleOf(message.Kind)).ToString();
        }

        if (state.Status is not null)
        {
            yield return Line(state.Size).Add(state.Status, FrameStyles.Plain).ToString();
        }
    }

    public static Style StyleOf(LineKind kind) => kind switch
    {
        LineKind.Update => FrameStyles.Update,
        LineKind.Problem => FrameStyles.Problem,
        _ => FrameStyles.Plain,
    };

    private string SongRow(ScreenState state)
    {
        var modes = string.Join(", ", new[] { state.Shuffle ? "shuffle" : "", state.Repeat is Repeat.Off ? "" : $"repeat {state.Repeat.ToString().ToLowerInvariant()}" }.Where(mode => mode.Length > 0));
        var line = Line(state.Size);
        return line.AddField(ConsoleEvents.DescribeWithState(state.Now), line.Left - modes.Length - 1, state.Now.State is PlayerState.Playing ? FrameStyles.Playing : FrameStyles.Heading)
            .AddField(modes, modes.Length + 1, FrameStyles.Plain, isRight: true)
            .ToString();
    }

    private string ProgressRow(ScreenState state)
    {
        var part = state.Now.Song?.Duration is > 0 and var duration ? Math.Clamp(state.Now.Position.TotalSeconds / duration, 0, 1) : 0;
        var done = (int)(part * state.Size.Width);
        return Line(state.Size).Add(new string('━', done), FrameStyles.Playing).Add(new string('─', state.Size.Width - done), FrameStyles.Quiet).ToString();
    }

    private (string Row, int? Cursor) Prompt(ScreenState state)
    {
        var (sign, editor) = state.Typing switch
        {
            Typing.Search => ("/", state.SearchLine),
            Typing.Command => (":", state.CommandLine),
            _ => ("", null),
        };
        var line = Line(state.Size).Add(sign, FrameStyles.Heading);
        if (editor is null)
        {
            return (line.Add(Hint(state), FrameStyles.Quiet).ToString(), null);
        }

        // A line too long for the screen shows what is around the cursor, which itself takes a column.
        var left = TerminalText.End(editor.Text[..editor.Cursor], line.Left - 1);
        line.Add(left, FrameStyles.Plain);
        var cursor = line.Column;
        return (line.Add(TerminalText.Start(editor.Text[editor.Cursor..], line.Left), FrameStyles.Plain).ToString(), cursor);
    }

    private static string Hint(ScreenState state) => state.View switch
    {
        View.Library => "Enter plays   / searches   f follows   e queues   a adds to the playlist   : commands",
        View.Queue => "Enter plays   d takes out   f follows   s shuffles   r repeats   : commands",
        View.Playlists when state.Playlist is null => "Enter opens   : commands, such as :create NAME",
        View.Playlists => "Enter plays   Esc closes   f follows   e queues   :remove N   :move N M   : commands",
        View.Inbox => "Enter marks as read   f follows or unfollows   : commands",
        _ => "Esc goes back   : commands",
    };
}
