namespace Playlist.FaultTests;

/// <summary>A test that waits for processes or sockets: when what it waits for does not come, it fails instead of hanging.</summary>
public abstract class TimedTest : IDisposable
{
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    protected TimedTest(TimeSpan deadline) => _deadline.CancelAfter(deadline);

    /// <summary>The test's own, and its deadline.</summary>
    protected CancellationToken Cancellation => _deadline.Token;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _deadline.Dispose();
}
