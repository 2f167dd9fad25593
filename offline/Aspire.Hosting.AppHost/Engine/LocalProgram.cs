using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says which local program stands in for a container.</summary>
internal sealed class LocalProgramAnnotation(Func<LocalProgramContext, CancellationToken, Task<LocalProgram>> prepare) : IResourceAnnotation
{
    public Func<LocalProgramContext, CancellationToken, Task<LocalProgram>> Prepare => prepare;
}

/// <param name="Environment">What the model gives the container.</param>
/// <param name="PortOf">The port to listen on, by the endpoint's name.</param>
/// <param name="StartHelperAsync">Starts one more program, which ends when the resource does.</param>
internal sealed record LocalProgramContext(
    IReadOnlyDictionary<string, string> Environment,
    Func<string, int> PortOf,
    Func<int> FindFreePort,
    Func<LocalProgram, Task> StartHelperAsync,
    Action<string> RemoveAfterwards,
    Action<IDisposable> DisposeAfterwards,
    ILogger Logger);

/// <param name="Environment">Added to, or replacing, what the AppHost itself has; <see langword="null"/> removes.</param>
internal sealed record LocalProgram(string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string?> Environment);
