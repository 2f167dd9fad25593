using System.Diagnostics;
using Playlist.Protocol.Playlists;
using Playlist.Server.Messaging;
using RabbitMQ.Client;

namespace Playlist.Server.Playlists;

/// <summary>Announces changes of playlists on RabbitMQ, in the order in which they were made, without holding up whoever makes them.</summary>
/// <remarks>
/// An announcement is a hint: the versions in the database are the truth, and a client that has lost the broker looks there. So while the
/// broker is away, announcements wait in memory, the newest <see cref="Capacity"/> of them.
/// </remarks>
internal sealed class PlaylistAnnouncements(IServiceProvider services, TimeProvider time, ILogger<PlaylistAnnouncements> logger) : BackgroundService
{
    public const int Capacity = 10_000;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    // Absent when no broker is configured.
    private readonly IConnectionFactory? _factory = services.GetService<IConnectionFactory>();
    private readonly PublishTelemetry _telemetry = new(ServerTelemetry.Name, PlaylistTopology.Exchange, "playlist.{id}");
    private readonly Lock _lock = new();
    private readonly Queue<Announcement> _waiting = new();
    private readonly SemaphoreSlim _added = new(0);
    private volatile bool _isStopping;
    private bool _hasDropped;

    /// <summary>How many changes are still to be announced.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Announces a change that has been stored, in the trace of the request that made it. Returns at once.</summary>
    public void Announce(PlaylistChange change)
    {
        if (_factory is null)
        {
            return;
        }

        var isFirstDropped = false;
        lock (_lock)
        {
            if (_waiting.Count == Capacity)
            {
                _waiting.Dequeue();
                isFirstDropped = !_hasDropped;
                _hasDropped = true;
            }

            _waiting.Enqueue(new Announcement(change, Activity.Current));
        }

        if (isFirstDropped)
        {
            Log.AnnouncementsDropped(logger, Capacity);
        }

        _added.Release();
    }

    /// <summary>What waits gets a little time.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        _added.Release();
        try
        {
            await (ExecuteTask ?? Task.CompletedTask).WaitAsync(Farewell, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // The broker is away.
        }

        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _telemetry.Dispose();
        _added.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_factory is null)
        {
            Log.NotAnnouncing(logger);
            return;
        }

        await using var publisher = new PatientPublisher(_factory, _telemetry, PlaylistTopology.Exchange, "Changes of playlists", time, logger);
        try
        {
            while (!_isStopping || Waiting > 0)
            {
                await _added.WaitAsync(stoppingToken);
                while (TryPeek(out var announcement))
                {
                    await AnnounceAsync(publisher, announcement, stoppingToken);
                    Remove(announcement);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            if (Waiting > 0)
            {
                Log.AnnouncementsLost(logger, Waiting);
            }
        }
    }

    private async Task AnnounceAsync(PatientPublisher publisher, Announcement announcement, CancellationToken stoppingToken)
    {
        var (change, request) = announcement;
        var publication = new Publication($"{Guid.CreateVersion7(time.GetUtcNow())}", PlaylistTopology.RoutingKey(change.Playlist), change.ToBody(), Mandatory: false, request?.Id, request?.TraceStateString);
        if (await publisher.PublishAsync(publication, stoppingToken) is { } refusal)
        {
            // A queue that somebody has bound cannot take it: the others have it, and what comes after it must not wait.
            Log.AnnouncementRefused(logger, change.Playlist, refusal.Words);
        }
    }

    private bool TryPeek(out Announcement announcement)
    {
        lock (_lock)
        {
            return _waiting.TryPeek(out announcement);
        }
    }

    private void Remove(Announcement announced)
    {
        lock (_lock)
        {
            // When there were too many, it has been dropped meanwhile.
            if (_waiting.TryPeek(out var first) && ReferenceEquals(first.Change, announced.Change))
            {
                _waiting.Dequeue();
            }

            _hasDropped = _hasDropped && _waiting.Count > 0;
        }
    }

    /// <param name="Request">In whose trace it is announced.</param>
    private readonly record struct Announcement(PlaylistChange Change, Activity? Request);
}
