namespace Playlist.FaultTests.Scenarios;

/// <summary>Something that happens on the <see cref="SharedStage"/>.</summary>
public abstract class Scenario(SharedStage shared) : TimedTest(TimeSpan.FromMinutes(10)), IAsyncLifetime
{
    private Stage? _stage;

    protected SharedStage Shared => shared;

    private protected Stage Stage => _stage!;

    public async ValueTask InitializeAsync() => _stage = await shared.TakeAsync(Cancellation);

    public ValueTask DisposeAsync()
    {
        // Shown when the test has failed.
        TestContext.Current.TestOutputHelper?.WriteLine(_stage?.Output ?? "");
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
