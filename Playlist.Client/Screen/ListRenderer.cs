using System.Globalization;
using Playlist.Client.CommandLine;
using Playlist.Client.Consoles;
using Playlist.Client.Inbox;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;
using Spectre.Console;

namespace Playlist.Client.Screen;

/// <summary>Draws the rows of the view, and what stands above and below them.</summary>
internal sealed class ListRenderer(ScreenState state, Func<FrameLine> line, Func<Style, FrameLine> styled)
{
    // Narrower, and the albums are left out.
    private const int WidthForAlbums = 90;
    private const int DurationWidth = 8;
    private const int TimeWidth = 17;

    private readonly int _rows = state.Size.ListRows(state.View);
    private readonly int _width = state.Size.Width;

    public string Heading()
    {
        var (name, count) = state.View switch
        {
            View.Library => (state.Query.Length > 0 ? $"Songs with: {state.Query}" : "All songs", state.Songs.Count is { } songs ? ListText.Count(songs, "song") : ""),
            View.Queue => ("Queue", ListText.Count(state.Queue.Count, "song")),
            View.Playlists when state.Playlist is { } playlist => (playlist.Summary.Name, Sentence(playlist.Summary)),
            View.Playlists => ("Playlists", state.Playlists.Count is { } playlists ? ListText.Count(playlists, "playlist") : ""),
            View.Inbox => ("Inbox, the newest first", $"{ListText.Count(state.Inbox.Count, "update")}, {state.Inbox.Count(update => !update.IsRead)} unread"),
            View.Messages => ("Messages", ""),
            _ => ("Keys", ""),
        };
        var heading = line();
        return heading.AddField(name, heading.Left - count.Length - 1, FrameStyles.Heading).AddField(count, count.Length + 1, FrameStyles.Quiet, isRight: true).ToString();
    }

    public IEnumerable<string> Rows()
    {
        var shown = 0;
        foreach (var row in state.RowCount == 0 ? Nothing() : Enumerable.Range(state.Movable.Top, Math.Min(_rows, state.RowCount - state.Movable.Top)).Select(Row))
        {
            yield return row;
            shown++;
        }

        for (; shown < _rows; shown++)
        {
            yield return "";
        }
    }

    /// <summary>The chosen update in full, and below it its trace.</summary>
    public IEnumerable<string> Details()
    {
        var rows = ScreenSize.DetailRows(state.View) - 1;
        if (rows < 0)
        {
            return [];
        }

        var update = state.SelectedUpdate;
        var wrapped = MessageText.Wrap(update is null ? "" : ConsoleLines.Sentence(InboxText.Of(update)), _width).ToList();
        var text = Enumerable.Range(0, rows).Select(row => row == rows - 1 ? string.Concat(wrapped.Skip(row)) : wrapped.ElementAtOrDefault(row) ?? "");
        var trace = update?.TraceId is { } id ? $"trace {id}" : "";
        return [.. text.Select(row => line().Add(row, FrameStyles.Plain).ToString()), line().Add(trace, FrameStyles.Quiet).ToString()];
    }

    private string Row(int index) => state.View switch
    {
        View.Library => SongRow(index, state.Songs[index], number: ""),
        View.Queue => SongRow(index, state.Queue[index], Number(index)),
        View.Playlists when state.Playlist is { } playlist => SongRow(index, playlist.Songs[index], Number(index)),
        View.Playlists => PlaylistRow(index, state.Playlists[index]),
        View.Inbox => UpdateRow(index, state.Inbox[index]),
        View.Messages => MessageRow(index),
        _ => line().Add(ScreenKeys.Help(_width)[index], FrameStyles.Plain).ToString(),
    };

    private string SongRow(int index, Song? song, string number)
    {
        var row = Begin(index, out var isChosen);
        if (song is null)
        {
            return row.Add("…", FrameStyles.Quiet).ToString();
        }

        var isCurrent = state.View is View.Queue ? index == state.Now.Number - 1 : song.Id == state.Now.Song?.Id;
        var style = isCurrent ? FrameStyles.Playing : song.Missing is true ? FrameStyles.Quiet : FrameStyles.Plain;
        row.Add(isCurrent ? "▶ " : "  ", style);
        if (number.Length > 0)
        {
            row.AddField(number, Math.Max(4, state.RowCount.ToString(CultureInfo.InvariantCulture).Length + 2), style);
        }

        var room = row.Left - DurationWidth;
        var hasAlbum = _width >= WidthForAlbums;
        var title = hasAlbum ? room * 2 / 5 : room * 3 / 5;
        var artist = hasAlbum ? room * 3 / 10 : room - title;
        var quiet = isChosen ? style : FrameStyles.Quiet;
        row.AddField(song.Missing is true ? $"{song.Title} (missing)" : song.Title, title - 1, style).Add(" ", style)
            .AddField(state.IsFollowed(song.Artist) ? $"{TerminalText.Cut(TerminalText.Clean(song.Artist), artist - 3)} *" : song.Artist, artist - 1, style).Add(" ", style);
        if (hasAlbum)
        {
            row.AddField(song.Album ?? "", room - title - artist, quiet);
        }

        return row.AddField(ListText.Duration(song.Duration), DurationWidth, quiet, isRight: true).ToString();
    }

    private string PlaylistRow(int index, PlaylistSummary? playlist)
    {
        var row = Begin(index, out _);
        if (playlist is null)
        {
            return row.Add("…", FrameStyles.Quiet).ToString();
        }

        var count = ListText.Count(playlist.Songs, "song") + (playlist.Missing > 0 ? string.Create(CultureInfo.InvariantCulture, $", {playlist.Missing:N0} missing") : "");
        return row.AddField(playlist.Name, row.Left - count.Length - 1 - DurationWidth, FrameStyles.Plain)
            .AddField(count, count.Length + 1, FrameStyles.Plain, isRight: true)
            .AddField(ListText.Duration(playlist.Duration), DurationWidth, FrameStyles.Plain, isRight: true)
            .ToString();
    }

    private string UpdateRow(int index, InboxUpdate update)
    {
        var row = Begin(index, out _);
        var style = update.IsRead ? FrameStyles.Plain : FrameStyles.Unread;
        row.Add(update.IsRead ? "  " : "• ", update.IsRead ? style : FrameStyles.Update);
        var room = row.Left - TimeWidth;
        var artist = room * 3 / 10;
        return row.AddField(state.IsFollowed(update.Artist) ? $"{TerminalText.Cut(TerminalText.Clean(update.Artist), artist - 3)} *" : update.Artist, artist - 1, style).Add(" ", style)
            .AddField(update.Message, room - artist, style)
            .AddField(string.Create(CultureInfo.InvariantCulture, $"{update.Time.ToLocalTime():yyyy-MM-dd HH:mm}"), TimeWidth, style, isRight: true)
            .ToString();
    }

    private string MessageRow(int index)
    {
        var message = MessageText.Rows(state.Messages, _width)[index];
        return line().Add(message.Text, FrameRenderer.StyleOf(message.Kind)).ToString();
    }

    private FrameLine Begin(int index, out bool isChosen)
    {
        isChosen = index == state.SelectedIndex;
        return styled(isChosen ? FrameStyles.Chosen : FrameStyles.Plain).Add(isChosen ? ">" : " ", FrameStyles.Plain);
    }

    private IEnumerable<string> Nothing()
    {
        var text = state.View switch
        {
            View.Library when state.Songs.Count is null => "The songs are on their way …",
            View.Library when state.Query.Length == 0 => "The server has no songs.",
            View.Library => "No song has these words." + (state.DidYouMean is { } meant ? $" Did you mean: {meant}" : ""),
            View.Queue => "Nothing is queued: Enter plays a song of the library or of a playlist, and those after it.",
            View.Playlists when state.Playlist is not null => "No songs yet: a adds one from the library.",
            View.Playlists when state.Playlists.Count is null => "The playlists are on their way …",
            View.Playlists => "There are no playlists yet: :create NAME",
            View.Inbox => "No updates yet: f follows the artist of a song.",
            _ => "Nothing was said yet.",
        };
        yield return line().Add(text, FrameStyles.Quiet).ToString();
    }

    private static string Sentence(PlaylistSummary playlist) =>
        string.Join(", ", new[] { ListText.Count(playlist.Songs, "song"), ListText.Duration(playlist.Duration) }.Where(text => text.Length > 0));

    private static string Number(int index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}.");
}
