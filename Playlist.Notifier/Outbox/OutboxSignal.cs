namespace Playlist.Notifier.Outbox;

/// <summary>Wakes the one who publishes; it looks by itself too, for what other processes have stored.</summary>
internal sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim _set = new(0);

    public void Set()
    {
        // Two at once may both set it: it is then looked once too often.
        if (_set.CurrentCount == 0)
        {
            _set.Release();
        }
    }

    /// <returns>Whether it was set within <paramref name="timeout"/>.</returns>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) => _set.WaitAsync(timeout, cancellationToken);

    public void Dispose() => _set.Dispose();
}
