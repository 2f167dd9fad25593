using Microsoft.Extensions.Options;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Notifier.NewMusic;

/// <summary>Tells an artist's followers of new songs when it is time to.</summary>
/// <remarks>Several processes that share the database may all do so: each artist's turn is one transaction.</remarks>
internal sealed class NewMusicAnnouncer(NewMusicStore store, IOptions<NewMusicOptions> options, TimeProvider time) : BackgroundService
{
    // Another process may have stored songs, and ended.
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    private readonly WakeSignal _come = new();
    private DateTimeOffset _next;
    private DateTimeOffset _forget;

    /// <summary>Songs have come.</summary>
    public void Wake() => _come.Set();

    public override void Dispose()
    {
        _come.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        try
        {
            while (true)
            {
                if (_next <= time.GetUtcNow())
                {
                    await TellAsync(stoppingToken);
                }

                if (await HaveSongsComeAsync(_next - time.GetUtcNow(), stoppingToken))
                {
                    // A song that has just come is due then at the earliest.
                    var now = time.GetUtcNow();
                    BeAwakeAt(ArtistNews.DueAt(now, now, options.Value));
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What waits is in the database.
        }
    }

    private async Task TellAsync(CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        _next = now + MaxPause;
        try
        {
            var (artists, next) = await store.FindDueAsync(stoppingToken);
            BeAwakeAt(next ?? _next);
            foreach (var artist in artists)
            {
                if (!await store.TellAsync(artist, stoppingToken))
                {
                    // The outbox is full, as its health tells.
                    BeAwakeAt(now + Retry);
                    return;
                }
            }

            if (_forget <= now)
            {
                await store.ForgetAsync(stoppingToken);
                _forget = now + ForgetInterval;
            }

            // What came in with those, and is not yet due.
            BeAwakeAt(artists.Count > 0 ? (await store.FindDueAsync(stoppingToken)).Next ?? _next : _next);
        }
        catch (StorageException)
        {
            // The database has told what is wrong with it.
            BeAwakeAt(now + Retry);
        }
    }

    private void BeAwakeAt(DateTimeOffset moment) => _next = moment < _next ? moment : _next;

    /// <returns><see langword="false"/> when the time is over.</returns>
    private async Task<bool> HaveSongsComeAsync(TimeSpan within, CancellationToken stoppingToken)
    {
        using var timeout = new CancellationTokenSource(within > TimeSpan.Zero ? within : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stoppingToken);
        try
        {
            await _come.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
