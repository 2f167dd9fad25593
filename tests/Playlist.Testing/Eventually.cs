namespace Playlist.Testing;

/// <summary>Waits for what can only be asked for again and again, such as another process's answer over HTTP.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Asks until the answer is not <see langword="null"/>.</summary>
    /// <param name="within">By default, a minute.</param>
    /// <exception cref="TimeoutException">It still is by then.</exception>
    public static async Task<T> GetAsync<T>(Func<CancellationToken, Task<T?>> ask, string what, CancellationToken cancellationToken, TimeSpan? within = null)
        where T : class
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(within ?? Deadline);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (true)
            {
                if (await ask(deadline.Token) is { } answer)
                {
                    return answer;
                }

                await pause.WaitForNextTickAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Waited {(within ?? Deadline).TotalSeconds} s in vain for {what}.");
        }
    }
}
