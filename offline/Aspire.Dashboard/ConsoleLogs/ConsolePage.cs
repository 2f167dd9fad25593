namespace Aspire.Dashboard.ConsoleLogs;

/// <param name="Last">The number to ask with next.</param>
/// <param name="More">Whether there are lines after it already.</param>
/// <param name="Dropped">How many older lines were dropped for good, of those asked for.</param>
internal sealed record ConsolePage(long Last, bool More, long Dropped, IReadOnlyList<ConsoleLine> Lines);

/// <param name="Number">Grows with time, over all resources.</param>
/// <param name="Replica">The id of the replica that wrote it.</param>
/// <param name="Text">With the escape sequences of a terminal, if any.</param>
internal sealed record ConsoleLine(long Number, string Replica, DateTime Time, bool IsError, string Text);
