using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Playlist.Protocol.Songs;
using Playlist.Server.Storage;

namespace Playlist.Server.Library;

/// <summary>Counts plays, and adds them to those in the database every few seconds and at the end.</summary>
internal sealed class PlayCounts(Database database, TimeProvider time, ILogger<PlayCounts> logger) : BackgroundService
{
    public static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, long> _unsaved = new(StringComparer.Ordinal);

    public void Count(LibrarySong song)
    {
        song.Played();
        _unsaved.AddOrUpdate(song.Id, 1, static (_, plays) => plays + 1);
    }

    /// <summary>The plays of a song that are not in the database yet.</summary>
    public long Unsaved(string id) => _unsaved.GetValueOrDefault(id);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!await SaveAsync(cancellationToken))
        {
            Log.PlaysLost(logger, _unsaved.Values.Sum());
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SaveInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SaveAsync(stoppingToken);
            }
        }
        catch (Exception exception) when (stoppingToken.IsCancellationRequested && exception is OperationCanceledException or ObjectDisposedException)
        {
            // A host that is disposed without being stopped does not wait.
        }
    }

    /// <returns><see langword="false"/> when some cannot be saved now: they are kept.</returns>
    private async Task<bool> SaveAsync(CancellationToken cancellationToken)
    {
        if (_unsaved.IsEmpty)
        {
            return true;
        }

        var plays = _unsaved.ToArray();
        try
        {
            var saved = await database.WriteAsync(context => AddAsync(context, plays, cancellationToken), cancellationToken);
            foreach (var (id, count) in saved)
            {
                if (_unsaved.AddOrUpdate(id, 0, (_, unsaved) => unsaved - count) == 0)
                {
                    _unsaved.TryRemove(new KeyValuePair<string, long>(id, 0));
                }
            }

            return saved.Count == plays.Length;
        }
        catch (SongProtocolException)
        {
            // The database has told already what is wrong with it.
            return false;
        }
    }

    /// <returns>Those whose songs are in the database.</returns>
    private static async Task<List<KeyValuePair<string, long>>> AddAsync(LibraryContext context, KeyValuePair<string, long>[] plays, CancellationToken cancellationToken)
    {
        var added = new List<KeyValuePair<string, long>>();
        foreach (var (id, count) in plays)
        {
            if (await context.Songs.Where(song => song.Id == id).ExecuteUpdateAsync(song => song.SetProperty(row => row.Plays, row => row.Plays + count), cancellationToken) > 0)
            {
                added.Add(new(id, count));
            }
        }

        return added;
    }
}
