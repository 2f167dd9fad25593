namespace Aspire.Hosting.ApplicationModel;

public static class KnownResourceStates
{
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>Until what the resource waits for is there.</summary>
    public static readonly string Waiting = nameof(Waiting);

    public static readonly string Starting = nameof(Starting);
    public static readonly string Running = nameof(Running);
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>The container has ended, by itself or because it was stopped.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>The process has ended, by itself or because it was stopped.</summary>
    public static readonly string Finished = nameof(Finished);

    public static readonly string FailedToStart = nameof(FailedToStart);
    public static readonly string RuntimeUnhealthy = nameof(RuntimeUnhealthy);
    public static readonly string Building = nameof(Building);
    public static readonly string ValueMissing = nameof(ValueMissing);
    public static readonly string Active = nameof(Active);

    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}

public static class KnownResourceStateStyles
{
    public static readonly string Success = "success";
    public static readonly string Error = "error";
    public static readonly string Info = "info";
    public static readonly string Warn = "warning";
}
