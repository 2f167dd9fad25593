using Playlist.Client.Consoles;

namespace Playlist.Client.Tests.Consoles;

public sealed class LineEditorTests
{
    private readonly LineEditor _editor = new();

    [Fact]
    public void Enter_ends_the_line_and_begins_another()
    {
        Type("Lover");

        Assert.Equal("Lover", Press(ConsoleKey.Enter));
        Assert.Equal(("", 0), (_editor.Text, _editor.Cursor));
    }

    [Theory]
    [InlineData("Beyonce\u0301", "Beyonc")]
    [InlineData("a👩‍🎤", "a")]
    [InlineData("a\r", "")]
    public void Backspace_deletes_what_a_person_takes_for_one_character(string typed, string left)
    {
        Type(typed.TrimEnd('\r'));

        Press(ConsoleKey.Backspace);

        Assert.Equal(left, _editor.Text);
    }

    [Fact]
    public void The_cursor_moves_and_edits_in_the_middle()
    {
        Type("ac");
        Press(ConsoleKey.LeftArrow);
        Type("b");
        Assert.Equal(("abc", 2), (_editor.Text, _editor.Cursor));

        Press(ConsoleKey.Home);
        Press(ConsoleKey.Delete);
        Press(ConsoleKey.LeftArrow);
        Assert.Equal(("bc", 0), (_editor.Text, _editor.Cursor));

        Press(ConsoleKey.End);
        Press(ConsoleKey.Delete);
        Press(ConsoleKey.RightArrow);
        Assert.Equal(("bc", 2), (_editor.Text, _editor.Cursor));
    }

    [Fact]
    public void Control_keys_go_to_the_ends_and_delete_to_them()
    {
        Type("Cruel Summer");
        Press(ConsoleKey.A, control: true);
        Press(ConsoleKey.RightArrow);
        Press(ConsoleKey.K, control: true);
        Assert.Equal("C", _editor.Text);

        Press(ConsoleKey.E, control: true);
        Press(ConsoleKey.U, control: true);
        Assert.Equal("", _editor.Text);
    }

    [Fact]
    public void The_arrows_bring_back_earlier_lines()
    {
        foreach (var line in new[] { "one", "two", "two", "  " })
        {
            Type(line);
            Press(ConsoleKey.Enter);
        }

        Press(ConsoleKey.UpArrow);
        Assert.Equal("two", _editor.Text);
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        Assert.Equal("one", _editor.Text);
        Press(ConsoleKey.DownArrow);
        Press(ConsoleKey.DownArrow);
        Press(ConsoleKey.DownArrow);
        Assert.Equal("", _editor.Text);
    }

    [Fact]
    public void A_line_of_the_longest_length_takes_no_more()
    {
        Type(new string('x', LineEditor.MaxLength));
        Type("y");

        Assert.Equal(LineEditor.MaxLength, _editor.Text.Length);
        Assert.DoesNotContain("y", _editor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_without_a_character_change_nothing()
    {
        Press(ConsoleKey.F1);
        Press(ConsoleKey.Tab, character: '\t');

        Assert.Equal("", _editor.Text);
    }

    private void Type(string text)
    {
        foreach (var character in text)
        {
            Press(ConsoleKey.None, character: character);
        }
    }

    private string? Press(ConsoleKey key, bool control = false, char character = '\0') => _editor.Take(new ConsoleKeyInfo(character, key, shift: false, alt: false, control));
}
