using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Engine;

/// <summary>The process that this one is not to outlive.</summary>
/// <param name="ProcessId"><see langword="null"/>: there is none.</param>
/// <param name="StartTime">Tells the process from a later one with the same id.</param>
internal sealed record StartedBy(int? ProcessId, string? StartTime)
{
    private const int ParentField = 1;
    private const int StartTimeField = 19;

    public bool IsGone => ProcessId is { } id && (ReadStatus(id) is not [not "Z", ..] status || status[StartTimeField] != StartTime);

    /// <summary>The process that <c>ASPIRE_CLI_PID</c> names, as with Aspire; else the parent, when that is <c>dotnet run</c>.</summary>
    /// <remarks>A shell may end before what it has started in the background; who kills <c>dotnet run</c> means the program that it runs.</remarks>
    public static StartedBy Find(IConfiguration configuration)
    {
        var id = int.TryParse(configuration["ASPIRE_CLI_PID"], CultureInfo.InvariantCulture, out var named) ? named : FindDotnetRun();
        return new StartedBy(id, id is null ? null : ReadStatus(id.Value)?[StartTimeField]);
    }

    private static int? FindDotnetRun()
    {
        if (ReadStatus(Environment.ProcessId) is not { } own || !int.TryParse(own[ParentField], CultureInfo.InvariantCulture, out var parent))
        {
            return null;
        }

        try
        {
            var arguments = File.ReadAllText($"/proc/{parent}/cmdline").Split('\0').TakeWhile(argument => argument != "--").ToArray();
            return arguments is [var program, ..] && Path.GetFileName(program) == "dotnet" && arguments.Contains("run") ? parent : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What follows the name in <c>4242 (a name (with anything)) S 1 …</c>, as proc(5) lists it.</summary>
    private static string[]? ReadStatus(int processId)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{processId}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
