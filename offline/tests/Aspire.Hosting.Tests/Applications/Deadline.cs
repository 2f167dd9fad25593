namespace Aspire.Hosting.Tests.Applications;

/// <summary>After how many milliseconds a test has failed, and its cancellation token says so.</summary>
internal static class Deadline
{
    public const int Test = 60_000;
}
