using System.Diagnostics;

namespace Playlist.FaultTests;

/// <summary>Waits for what takes its time, as long as it gets on.</summary>
internal static class Patience
{
    private static readonly TimeSpan WithoutProgress = TimeSpan.FromSeconds(60);

    /// <exception cref="TimeoutException">Nothing more has come for so long that nothing will.</exception>
    public static async Task WaitAsync(Func<int> countLeft, string what, CancellationToken cancellationToken)
    {
        if (!await UntilNoneIsLeftAsync(() => Task.FromResult(countLeft()), cancellationToken))
        {
            throw new TimeoutException($"Waited in vain for {what}: {countLeft()} are missing.");
        }
    }

    /// <param name="countLeft">How much is still to come.</param>
    /// <returns><see langword="false"/> when nothing more has come for so long that nothing will.</returns>
    public static async Task<bool> UntilNoneIsLeftAsync(Func<Task<int>> countLeft, CancellationToken cancellationToken)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var least = int.MaxValue;
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var left = await countLeft();
            if (left <= 0)
            {
                return true;
            }

            if (left < least)
            {
                (least, since) = (left, Stopwatch.GetTimestamp());
            }
            else if (Stopwatch.GetElapsedTime(since) > WithoutProgress)
            {
                return false;
            }

            await pause.WaitForNextTickAsync(cancellationToken);
        }
    }
}
