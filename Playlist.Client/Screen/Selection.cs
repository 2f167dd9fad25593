namespace Playlist.Client.Screen;

/// <summary>The chosen row of a list, which is always shown.</summary>
internal sealed class Selection : IMovable
{
    public int Index { get; private set; }

    public int Top { get; private set; }

    public void Move(int by, int count, int rows)
    {
        Index = (int)Math.Clamp((long)Index + by, 0, Math.Max(0, count - 1));
        Fit(count, rows);
    }

    public void Fit(int count, int rows)
    {
        Index = Math.Clamp(Index, 0, Math.Max(0, count - 1));
        Top = Math.Clamp(Math.Clamp(Top, Index - Math.Max(1, rows) + 1, Index), 0, Math.Max(0, count - rows));
    }

    public void Reset() => (Index, Top) = (0, 0);
}
