namespace Aspire.Hosting.ApplicationModel;

/// <summary>Numbers the lines of all logs in the order in which they were written, and keeps that order while it is looked at.</summary>
internal sealed class LineNumbers
{
    private long _last;

    /// <summary>Held while a line gets its number and its place, and while several logs are read as one.</summary>
    public Lock Lock { get; } = new();

    /// <remarks>Only under <see cref="Lock"/>.</remarks>
    public long Next() => ++_last;
}
