namespace Playlist.Client.Screen;

/// <summary>A text that is longer than the screen.</summary>
internal sealed class TextScroll : IMovable
{
    // Whoever reads the end sees what is added there.
    private bool _isAtEnd;

    public int Top { get; private set; }

    public void Move(int by, int count, int rows)
    {
        var last = Math.Max(0, count - rows);
        Top = (int)Math.Clamp((long)Top + by, 0, last);
        _isAtEnd = Top == last;
    }

    public void Fit(int count, int rows)
    {
        var last = Math.Max(0, count - rows);
        Top = _isAtEnd ? last : Math.Min(Top, last);
    }

    public void ToEnd() => _isAtEnd = true;

    /// <param name="top">The first row to be shown, as far as there are rows enough behind it.</param>
    public void To(int top) => (Top, _isAtEnd) = (top, false);
}
