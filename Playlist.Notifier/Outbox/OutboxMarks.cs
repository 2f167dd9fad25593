using Microsoft.EntityFrameworkCore;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Notifier.Outbox;

/// <summary>What became of an update, or of an attempt.</summary>
/// <param name="Attempts">How many more there were.</param>
internal sealed record OutboxMark(long Sequence, UpdateStatus Status, DateTimeOffset? FinishedAt, int Attempts, string? Error);

/// <summary>Writes marks, as many as there are meanwhile in one transaction. Those that cannot be written are kept for later.</summary>
/// <remarks>Not for several threads: <see cref="OutboxPublisher"/>'s loop alone calls it.</remarks>
internal sealed class OutboxMarks(Database<OutboxContext> database, WakeSignal signal, ILogger<OutboxMarks> logger)
{
    private const int MaxBatch = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Queue<OutboxMark> _waiting = [];
    private List<OutboxMark> _batch = [];
    private Task<bool>? _writing;
    private long _notBefore;

    /// <summary>How many are not written.</summary>
    public int Count => _waiting.Count + _batch.Count;

    public void Add(OutboxMark mark) => _waiting.Enqueue(mark);

    /// <summary>Sees to it that what waits is being written; signals when that is done.</summary>
    public async Task WriteAsync()
    {
        if (_writing is { IsCompleted: true })
        {
            if (await _writing)
            {
                _batch = [];
            }
            else
            {
                _notBefore = Environment.TickCount64 + (long)Pause.TotalMilliseconds;
            }

            _writing = null;
        }

        if (_writing is null && Count > 0 && Environment.TickCount64 >= _notBefore)
        {
            while (_batch.Count < MaxBatch && _waiting.TryDequeue(out var mark))
            {
                _batch.Add(mark);
            }

            _writing = Task.Run(() => TryWriteAsync(_batch));
        }
    }

    /// <summary>Writes all that waits, while that works.</summary>
    public async Task FlushAsync()
    {
        _notBefore = 0;
        do
        {
            await WriteAsync();
        }
        while (_writing is not null && await _writing);
    }

    private async Task<bool> TryWriteAsync(List<OutboxMark> batch)
    {
        try
        {
            await database.WriteAsync(
                async context =>
                {
                    foreach (var mark in batch)
                    {
                        await context.Updates.Where(row => row.Sequence == mark.Sequence).ExecuteUpdateAsync(row => row
                            .SetProperty(one => one.Status, mark.Status)
                            .SetProperty(one => one.FinishedAt, mark.FinishedAt)
                            .SetProperty(one => one.Attempts, one => one.Attempts + mark.Attempts)
                            .SetProperty(one => one.Error, mark.Error));
                    }

                    return true;
                },
                CancellationToken.None);
            return true;
        }
        catch (StorageException exception)
        {
            Log.NotMarked(logger, batch.Count, exception.Message);
            return false;
        }
        finally
        {
            signal.Set();
        }
    }
}
