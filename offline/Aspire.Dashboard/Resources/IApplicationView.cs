using Aspire.Dashboard.ConsoleLogs;

namespace Aspire.Dashboard.Resources;

/// <summary>The running application, as the dashboard shows it.</summary>
internal interface IApplicationView
{
    ResourceList GetResources();

    /// <returns>What came of it; <see langword="null"/> when there is no such resource or command.</returns>
    Task<CommandOutcome?> ExecuteAsync(string replicaId, string command, IReadOnlyDictionary<string, string?> arguments, CancellationToken cancellationToken);

    /// <summary>The lines after the one numbered <paramref name="after"/>, the oldest first.</summary>
    /// <param name="resource">A resource's name, or the id of one of its replicas; <see langword="null"/>: all of them.</param>
    /// <returns><see langword="null"/> when there is no such resource.</returns>
    ConsolePage? ReadConsole(string? resource, long after, int limit);
}
