using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;
using Playlist.Server.Library.Scanning;
using Playlist.Server.Messaging;
using Playlist.Server.Storage;
using RabbitMQ.Client;

namespace Playlist.Server.Library.NewMusic;

/// <summary>Announces new songs on RabbitMQ, in order, each until a queue has it (docs/messaging.md, section 12).</summary>
/// <remarks>Only the process that scans does: another's would overtake.</remarks>
internal sealed class SongAnnouncements(Database database, ScanTurn turn, IServiceProvider services, TimeProvider time, ILogger<SongAnnouncements> logger) : BackgroundService
{
    private const string Subject = "New songs";
    private const int ReadAtOnce = 100;

    // Absent when no broker is configured.
    private readonly IConnectionFactory? _factory = services.GetService<IConnectionFactory>();
    private readonly PublishTelemetry _telemetry = new(ServerTelemetry.Name, LibraryTopology.Exchange, LibraryTopology.SongAdded);
    private readonly WakeSignal _wake = new();
    private bool _hasDropped;
    private bool _isRefused;

    /// <summary>Whether there is a broker to announce them to: otherwise none is kept.</summary>
    public bool AreWanted => _factory is not null;

    /// <summary>Songs were saved, and with them what is to be announced of them.</summary>
    /// <param name="dropped">How many that waited had to go.</param>
    public void Saved(int songs, int dropped)
    {
        if (dropped > 0 && !_hasDropped)
        {
            Log.SongsDropped(logger, SongEvents.Capacity);
        }

        if (songs > 0)
        {
            _hasDropped = dropped > 0;
            Wake();
        }
    }

    /// <summary>Has it look for songs that wait.</summary>
    public void Wake() => _wake.Set();

    public override void Dispose()
    {
        _telemetry.Dispose();
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_factory is null)
        {
            return;
        }

        await using var publisher = new PatientPublisher(_factory, _telemetry, LibraryTopology.Exchange, Subject, time, logger);
        try
        {
            while (true)
            {
                await _wake.WaitAsync(stoppingToken);
                await AnnounceAllAsync(publisher, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What waits is in the database.
        }
    }

    private async Task AnnounceAllAsync(PatientPublisher publisher, CancellationToken stoppingToken)
    {
        long announced = 0;
        var failures = 0;
        while (turn.IsHeld)
        {
            try
            {
                await ForgetAsync(announced, stoppingToken);
                announced = 0;
                var waiting = await database.ReadAsync(context => context.SongEvents.AsNoTracking().OrderBy(row => row.Number).Take(ReadAtOnce).ToListAsync(stoppingToken), stoppingToken);
                if (waiting.Count == 0)
                {
                    return;
                }

                foreach (var song in waiting.TakeWhile(_ => turn.IsHeld))
                {
                    if (!await TryAnnounceAsync(publisher, song, stoppingToken))
                    {
                        break;
                    }

                    announced = song.Number;
                    failures = 0;
                }

                if (announced > 0)
                {
                    continue;
                }
            }
            catch (SongProtocolException)
            {
                // The database has told what is wrong with it.
            }

            await Task.Delay(Backoff.After(++failures), time, stoppingToken);
        }
    }

    /// <returns>Whether a queue has it.</returns>
    private async Task<bool> TryAnnounceAsync(PatientPublisher publisher, SongEventRow song, CancellationToken stoppingToken)
    {
        var refusal = await publisher.PublishAsync(new Publication($"{song.Id}", LibraryTopology.SongAdded, song.Body, Mandatory: true, song.TraceParent), stoppingToken);
        if (refusal is not null && !_isRefused)
        {
            Log.CannotAnnounce(logger, Subject, refusal.Words);
        }
        else if (refusal is null && _isRefused)
        {
            Log.AnnouncingAgain(logger, Subject);
        }

        _isRefused = refusal is not null;
        return refusal is null;
    }

    /// <summary>Those up to this one are announced.</summary>
    private async Task ForgetAsync(long number, CancellationToken stoppingToken)
    {
        if (number > 0)
        {
            await database.WriteAsync(context => context.SongEvents.Where(row => row.Number <= number).ExecuteDeleteAsync(stoppingToken), stoppingToken);
        }
    }
}
