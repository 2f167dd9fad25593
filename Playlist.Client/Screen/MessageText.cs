namespace Playlist.Client.Screen;

/// <summary>Lines as they are laid out on rows.</summary>
internal static class MessageText
{
    /// <summary>Messages in full: a long one takes several rows.</summary>
    public static IReadOnlyList<Message> Rows(IEnumerable<Message> messages, int width) =>
        [.. messages.SelectMany(message => Wrap(message.Text, width).Select(row => message with { Text = row }))];

    /// <summary>Between words where it can.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        while (width > 1 && TerminalText.Columns(text) > width)
        {
            var row = TerminalText.Start(text, width);
            var space = row.LastIndexOf(' ');
            // Spaces at the beginning set lines apart from each other: they are no place to break.
            if (text[row.Length] != ' ' && space > 0 && row[..space].Trim().Length > 0)
            {
                row = row[..space];
            }

            yield return row;
            text = text[row.Length..].TrimStart(' ');
        }

        yield return text;
    }
}
