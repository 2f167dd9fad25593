using System.Globalization;

namespace Aspire.Dashboard.BrowserTests.Load;

/// <summary>What a process takes of the machine's memory, in MiB, as proc(5) tells it.</summary>
internal static class ResidentMemory
{
    public static double Now(int processId) => Read(processId, "VmRSS:");

    /// <summary>Since its start.</summary>
    public static double Most(int processId) => Read(processId, "VmHWM:");

    // VmHWM:	  123456 kB
    private static double Read(int processId, string field)
    {
        var line = File.ReadLines($"/proc/{processId}/status").Single(line => line.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line[field.Length..^2], CultureInfo.InvariantCulture) / 1024;
    }
}
