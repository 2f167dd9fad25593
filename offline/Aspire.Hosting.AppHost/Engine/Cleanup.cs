namespace Aspire.Hosting.Engine;

/// <summary>What is to be done when a process has ended, the last added first.</summary>
internal sealed class Cleanup
{
    private readonly Stack<Func<Task>> _actions = new();

    public void Add(Func<Task> action) => _actions.Push(action);

    public async Task RunAsync()
    {
        while (_actions.TryPop(out var action))
        {
            await action();
        }
    }
}
