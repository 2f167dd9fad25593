using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Notifier.Outbox;

/// <param name="Depth">How many updates wait.</param>
/// <param name="Age">Since when the oldest does; zero when none does.</param>
internal sealed record Backlog(int Depth, TimeSpan Age);

/// <summary>What waits in the outbox: for its health, and as metrics.</summary>
internal sealed class OutboxBacklog : IHostedService
{
    private readonly Database<OutboxContext> _database;
    private readonly IDbContextFactory<OutboxContext> _contexts;
    private readonly DatabaseAddress _address;
    private readonly TimeProvider _clock;

    public OutboxBacklog(Database<OutboxContext> database, IDbContextFactory<OutboxContext> contexts, DatabaseAddress address, TimeProvider clock, IMeterFactory meters)
    {
        (_database, _contexts, _address, _clock) = (database, contexts, address, clock);
        var meter = meters.Create("Playlist.Notifier");
        meter.CreateObservableGauge("playlist.outbox.depth", () => Measure(backlog => backlog.Depth), "{update}", "Updates that wait to be published.");
        meter.CreateObservableGauge("playlist.outbox.age", () => Measure(backlog => backlog.Age.TotalSeconds), "s", "How long the oldest update that waits has waited.");
    }

    /// <exception cref="StorageException">Nobody knows.</exception>
    public Task<Backlog> ReadAsync(CancellationToken cancellationToken) => _database.ReadAsync(
        async context => From(
            await context.Updates.CountAsync(row => row.Status == UpdateStatus.Accepted, cancellationToken),
            await Oldest(context).FirstOrDefaultAsync(cancellationToken)),
        cancellationToken);

    // Its making is what a host needs of it.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IQueryable<DateTimeOffset?> Oldest(OutboxContext context) =>
        context.Updates.Where(row => row.Status == UpdateStatus.Accepted).OrderBy(row => row.Sequence).Select(row => (DateTimeOffset?)row.AcceptedAt);

    private Backlog From(int depth, DateTimeOffset? oldest) =>
        new(depth, oldest is { } since && _clock.GetUtcNow() - since is { Ticks: > 0 } age ? age : TimeSpan.Zero);

    /// <summary>Nothing, while the database cannot be read: a metric never fails.</summary>
    private IEnumerable<Measurement<T>> Measure<T>(Func<Backlog, T> measure)
        where T : struct
    {
        try
        {
            using var context = _contexts.CreateDbContext();
            return [new(measure(From(context.Updates.Count(row => row.Status == UpdateStatus.Accepted), Oldest(context).FirstOrDefault())))];
        }
        catch (Exception exception) when (DatabaseProblem.Describe(exception, _address) is not null)
        {
            return [];
        }
    }
}
