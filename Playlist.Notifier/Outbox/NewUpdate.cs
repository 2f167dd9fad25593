using System.Diagnostics;

namespace Playlist.Notifier.Outbox;

/// <summary>What is to be accepted.</summary>
/// <param name="Artist">Normalized.</param>
/// <param name="TraceParent">Which trace it belongs to, by W3C's trace context; <see langword="null"/> is none.</param>
/// <param name="IdempotencyKey">Whoever comes again with it means the same update.</param>
internal sealed record NewUpdate(string Artist, string Message, string? TraceParent = null, string? TraceState = null, string? IdempotencyKey = null)
{
    /// <summary>In the trace of who asks.</summary>
    public NewUpdate Within(Activity? activity) => this with { TraceParent = activity?.Id, TraceState = activity?.TraceStateString };
}

/// <summary>The answer to one who wants an update accepted.</summary>
internal enum Acceptance
{
    /// <summary>It is stored, now or before under the same key.</summary>
    Accepted,

    /// <summary>The key was another update's.</summary>
    KeyTaken,

    /// <summary><see cref="OutboxOptions.MaxPending"/> updates wait.</summary>
    Full,
}
