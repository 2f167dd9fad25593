namespace Aspire.Hosting.Tests.Applications;

/// <summary>A test whose cancellation token says after a minute that it has failed.</summary>
public abstract class TimedTest : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    protected TimedTest()
    {
        _source.CancelAfter(Deadline);
    }

    protected CancellationToken Cancellation => _source.Token;

    public void Dispose()
    {
        _source.Dispose();
        GC.SuppressFinalize(this);
    }
}
