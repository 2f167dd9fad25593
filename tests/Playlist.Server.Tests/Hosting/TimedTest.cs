namespace Playlist.Server.Tests.Hosting;

/// <summary>A test that waits for a server: when what it waits for does not come, it fails instead of hanging.</summary>
public abstract class TimedTest : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _deadline;

    protected TimedTest()
        : this(Deadline)
    {
    }

    protected TimedTest(TimeSpan deadline)
    {
        _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _deadline.CancelAfter(deadline);
        Cancellation = _deadline.Token;
    }

    /// <summary>The test's own, and its deadline.</summary>
    protected CancellationToken Cancellation { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _deadline.Dispose();
}
