using System.Diagnostics;
using System.Net.Http.Json;

namespace Playlist.Benchmarks.Updates;

/// <summary>Posts updates, for one artist after the other, and waits until all followers have them.</summary>
internal sealed class UpdatePoster(Uri updates, IReadOnlyList<string> artists, Arrivals arrivals) : IDisposable
{
    public const int Posters = 32;

    /// <summary>Those who post wait for the slowest follower then: what has piled up is not measured, nor waited for.</summary>
    public const int MaxUnderWay = 2 * Posters;

    private static readonly TimeSpan ArrivalDeadline = TimeSpan.FromSeconds(60);

    // Without a propagator .NET makes no spans for it, which only some of those who are measured would record.
    private readonly HttpClient _http = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });

    /// <summary>Posts as fast as updates are accepted.</summary>
    /// <returns>How many updates a second came to the last follower, from the first request to the last arrival.</returns>
    public async Task<double> PostUnderLoadAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        using var underWay = new SemaphoreSlim(MaxUnderWay);
        var posted = new List<PostedUpdate>[Posters];
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Posters).Select(async poster =>
        {
            var own = posted[poster] = [];
            while (Stopwatch.GetElapsedTime(start) < duration && await underWay.WaitAsync(ArrivalDeadline, cancellationToken))
            {
                var update = arrivals.Send(() => underWay.Release());
                own.Add(update);
                await PostAsync(update, cancellationToken);
            }
        }));
        var all = posted.SelectMany(own => own).ToList();
        await WaitAsync(all, cancellationToken);
        return all.Count / Stopwatch.GetElapsedTime(start, all.Max(update => update.LastArrival)).TotalSeconds;
    }

    /// <summary>Posts so many updates a second, each at its time, whatever has become of those before.</summary>
    /// <returns>How long each took to each follower.</returns>
    public async Task<List<TimeSpan>> PostAtPaceAsync(int perSecond, TimeSpan duration, CancellationToken cancellationToken)
    {
        var posted = new List<PostedUpdate>();
        var posting = new List<Task>();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < perSecond * duration.TotalSeconds; i++)
        {
            var wait = TimeSpan.FromSeconds((double)i / perSecond) - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellationToken);
            }

            var update = arrivals.Send();
            posted.Add(update);
            posting.Add(PostAsync(update, cancellationToken));
        }

        await Task.WhenAll(posting);
        await WaitAsync(posted, cancellationToken);
        return [.. posted.SelectMany(update => update.Times)];
    }

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(PostedUpdate update, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(updates, new { artist = artists[update.Number % artists.Count], message = update.Message }, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidDataException($"{update.Message} {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    private static async Task WaitAsync(List<PostedUpdate> posted, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(posted.Select(update => update.Everywhere)).WaitAsync(ArrivalDeadline, cancellationToken);
        }
        catch (TimeoutException)
        {
            var missing = posted.Where(update => !update.Everywhere.IsCompleted).ToList();
            throw new InvalidDataException(
                $"{missing.Count} of {posted.Count} updates have not come to every follower within {ArrivalDeadline.TotalSeconds} s; the first is number {missing[0].Number}, which is missing at {string.Join(", ", missing[0].MissingAt.Take(10))}.");
        }
    }
}
