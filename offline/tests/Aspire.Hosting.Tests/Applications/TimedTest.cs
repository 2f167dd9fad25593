namespace Aspire.Hosting.Tests.Applications;

/// <summary>A test whose cancellation token says after three minutes that it has failed: some start the whole application, beside another project of tests.</summary>
public abstract class TimedTest : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

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
