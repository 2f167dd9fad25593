using System.Globalization;

namespace Playlist.Client.Messaging;

/// <summary>Whether messages of the broker come through, and why not.</summary>
internal sealed class ListenerStatus
{
    private readonly ChangeSignal _changed = new();
    private int _rebuilds;
    private State _state = new(IsListening: false, Problem: null);

    public bool IsListening => Volatile.Read(ref _state).IsListening;

    /// <summary>Why nothing comes through, if it did not after an attempt; for a person.</summary>
    public string? Problem => Volatile.Read(ref _state).Problem;

    /// <summary>How often a consumer was found deaf and was made anew; the last time, and why. For a person.</summary>
    public string? Rebuilds { get; private set; }

    public void Rebuilt(string reason, DateTimeOffset now) => Rebuilds = string.Create(CultureInfo.InvariantCulture, $"Listening was begun anew {++_rebuilds} times, the last time at {now:u}: {reason}.");

    public void Listening() => Set(new State(IsListening: true, Problem: null));

    public void Lost(string problem) => Set(new State(IsListening: false, problem));

    /// <summary>Ends when what this tells has changed once more.</summary>
    public Task Changed => _changed.Next;

    private void Set(State state)
    {
        Volatile.Write(ref _state, state);
        _changed.Raise();
    }

    private sealed record State(bool IsListening, string? Problem);
}
