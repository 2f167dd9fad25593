using Playlist.Protocol.Songs;

namespace Playlist.Client.Screen;

/// <summary>Takes keys: what concerns the screen alone is done, and told is what is to be done beyond it.</summary>
internal static class ScreenInput
{
    private const int AllRows = int.MaxValue;
    private static readonly View[] Tabs = [View.Library, View.Queue, View.Playlists, View.Inbox, View.Messages];

    public static ScreenRequest Take(ConsoleKeyInfo key, ScreenState state)
    {
        switch (state.Typing)
        {
            case Typing.Search:
                Search(key, state);
                return default;
            case Typing.Command:
                return Command(key, state);
            default:
                return ScreenKeys.Find(key) is { } action ? Do(action, state) : default;
        }
    }

    private static void Search(ConsoleKeyInfo key, ScreenState state)
    {
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                state.Typing = Typing.Nothing;
                return;
            case ConsoleKey.Escape:
                state.Typing = Typing.Nothing;
                state.SearchLine.Clear();
                break;
            case ConsoleKey.UpArrow or ConsoleKey.DownArrow or ConsoleKey.PageUp or ConsoleKey.PageDown:
                Do(ScreenKeys.Find(key)!.Value, state);
                return;
            default:
                state.SearchLine.Take(key);
                break;
        }

        var query = state.SearchLine.Text.Trim();
        state.Search(query.Length > SongProtocol.MaxQueryLength ? query[..SongProtocol.MaxQueryLength] : query);
    }

    private static ScreenRequest Command(ConsoleKeyInfo key, ScreenState state)
    {
        if (key.Key is ConsoleKey.Escape || (key.Key is ConsoleKey.Backspace && state.CommandLine.Text.Length == 0))
        {
            state.Typing = Typing.Nothing;
            state.CommandLine.Clear();
        }
        else if (state.CommandLine.Take(key) is { } line)
        {
            state.Typing = Typing.Nothing;
            return new ScreenRequest(Command: line.Trim());
        }

        return default;
    }

    private static ScreenRequest Do(ScreenAction action, ScreenState state)
    {
        var page = Math.Max(1, state.Size.ListRows(state.View) - 1);
        switch (action)
        {
            case ScreenAction.Up:
                state.Move(-1);
                break;
            case ScreenAction.Down:
                state.Move(1);
                break;
            case ScreenAction.PageUp:
                state.Move(-page);
                break;
            case ScreenAction.PageDown:
                state.Move(page);
                break;
            case ScreenAction.First:
                state.Move(-AllRows);
                break;
            case ScreenAction.Last:
                state.Move(AllRows);
                break;
            case ScreenAction.Search:
                state.Show(View.Library);
                state.Typing = Typing.Search;
                break;
            case ScreenAction.Command:
                state.Typing = Typing.Command;
                break;
            case ScreenAction.Library:
            case ScreenAction.Queue:
            case ScreenAction.Playlists:
            case ScreenAction.Inbox:
            case ScreenAction.Messages:
                state.Show(Tabs[action - ScreenAction.Library]);
                break;
            case ScreenAction.NextView:
                state.Show(Tabs[(Array.IndexOf(Tabs, state.View) + 1) % Tabs.Length]);
                break;
            case ScreenAction.PreviousView:
                state.Show(Tabs[(Math.Max(0, Array.IndexOf(Tabs, state.View)) + Tabs.Length - 1) % Tabs.Length]);
                break;
            case ScreenAction.Help when state.View is not View.Help:
                state.Show(View.Help);
                break;
            case ScreenAction.Back or ScreenAction.Help when state.View is View.Help or View.Messages:
                state.ShowBefore();
                break;
            case ScreenAction.Back when state.View is View.Library:
                state.SearchLine.Clear();
                state.Search("");
                break;
            default:
                return new ScreenRequest(action);
        }

        return default;
    }
}

/// <summary>What a key asks for that the screen cannot do alone: an action, a command, or nothing.</summary>
internal readonly record struct ScreenRequest(ScreenAction? Action = null, string? Command = null);
