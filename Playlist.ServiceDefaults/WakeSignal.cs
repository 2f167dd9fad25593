namespace Microsoft.Extensions.Hosting;

/// <summary>Wakes one who waits for something to do; set twice before that, it wakes once.</summary>
public sealed class WakeSignal : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);

    public void Set()
    {
        try
        {
            _set.Release();
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // Set already, or nobody waits any more.
        }
    }

    public Task WaitAsync(CancellationToken cancellationToken) => _set.WaitAsync(cancellationToken);

    /// <returns>Whether it was set within <paramref name="timeout"/>.</returns>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) => _set.WaitAsync(timeout, cancellationToken);

    public void Dispose() => _set.Dispose();
}
