namespace Playlist.Client.Screen;

/// <summary>What the arrow keys move.</summary>
internal interface IMovable
{
    /// <summary>The first row that is shown.</summary>
    int Top { get; }

    /// <param name="by">Rows; less than zero is up. Beyond an end is that end.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="rows">How many are shown at a time.</param>
    void Move(int by, int count, int rows);

    /// <summary>Makes good what has changed: the list, or the screen.</summary>
    /// <inheritdoc cref="Move" path="/param"/>
    void Fit(int count, int rows);
}
