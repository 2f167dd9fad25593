using System.Globalization;

namespace Probe;

/// <param name="ExitCode"><c>PROBE_EXIT_CODE</c>: end at once, with this exit code.</param>
/// <param name="TcpPort"><c>PROBE_TCP_PORT</c>: echo what comes in at this port, after a line with the process's id.</param>
/// <param name="IgnoresSigterm"><c>PROBE_IGNORES_SIGTERM=true</c></param>
internal sealed record ProbeOptions(int? ExitCode, int? TcpPort, bool IgnoresSigterm)
{
    public static ProbeOptions FromEnvironment() => new(
        Number("PROBE_EXIT_CODE"),
        Number("PROBE_TCP_PORT"),
        Environment.GetEnvironmentVariable("PROBE_IGNORES_SIGTERM") == "true");

    private static int? Number(string name) => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
