namespace Aspire.Hosting.Tests.Applications;

/// <summary>The machine's processes, as /proc has them.</summary>
internal static class Processes
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until the process has ended; nobody tells when one that is not a child ends.</summary>
    public static async Task WaitForEndAsync(int id, CancellationToken cancellationToken)
    {
        while (IsAlive(id))
        {
            await Task.Delay(Interval, cancellationToken);
        }
    }

    /// <summary>One that has ended, and that its parent has not asked about yet, is not alive.</summary>
    public static bool IsAlive(int id)
    {
        try
        {
            // 4242 (a name (with anything)) S …
            var status = File.ReadAllText($"/proc/{id}/stat");
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
