namespace Playlist.Client.Updates;

/// <summary>Whether updates come through, and why not.</summary>
internal sealed class ListenerStatus
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsListening { get; private set; }

    /// <summary>Why updates do not come through, if they did not after an attempt; for a person.</summary>
    public string? Problem { get; private set; }

    public void Listening() => Set(isListening: true, problem: null);

    public void Lost(string problem) => Set(isListening: false, problem);

    /// <summary>Ends when what this tells has changed once more.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    private void Set(bool isListening, string? problem)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            (IsListening, Problem) = (isListening, problem);
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
