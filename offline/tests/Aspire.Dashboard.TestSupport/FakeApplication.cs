using Aspire.Dashboard.ConsoleLogs;
using Aspire.Dashboard.Resources;

namespace Aspire.Dashboard.TestSupport;

/// <summary>An application that a test makes up. The dashboard asks while the test goes on: lists are set anew, never changed.</summary>
internal sealed class FakeApplication : IApplicationView
{
    public ResourceList Resources { get; set; } = new("Test.AppHost", 1, []);

    public IReadOnlyList<ConsoleLine> Lines { get; set; } = [];

    public List<(string Replica, string Command, IReadOnlyDictionary<string, string?> Arguments)> Executed { get; } = [];

    public CommandOutcome? Outcome { get; set; }

    public ResourceList GetResources() => Resources;

    public Task<CommandOutcome?> ExecuteAsync(string replicaId, string command, IReadOnlyDictionary<string, string?> arguments, CancellationToken cancellationToken)
    {
        Executed.Add((replicaId, command, arguments));
        return Task.FromResult(Outcome);
    }

    public ConsolePage? ReadConsole(string? resource, long after, int limit)
    {
        var all = Lines.Where(line => resource is null || line.Replica == resource).ToArray();
        var lines = all.Where(line => line.Number > after).Take(limit + 1).ToArray();
        var page = lines.Take(limit).ToArray();
        return resource is not null && all is [] ? null : new ConsolePage(page is [.., var last] ? last.Number : after, More: lines.Length > limit, Dropped: 0, page);
    }
}
