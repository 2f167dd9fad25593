namespace Playlist.Testing;

/// <summary>Waits for what can only be asked for again and again, such as another process's answer over HTTP.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Asks until the answer is not <see langword="null"/>.</summary>
    /// <exception cref="TimeoutException">It still is after a minute.</exception>
    public static async Task<T> GetAsync<T>(Func<CancellationToken, Task<T?>> ask, string what, CancellationToken cancellationToken)
        where T : class
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
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
            throw new TimeoutException($"Waited {Deadline.TotalSeconds} s in vain for {what}.");
        }
    }
}
