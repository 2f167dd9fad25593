using System.Collections.Concurrent;
using System.Net;
using Playlist.FaultTests.Histories;
using Playlist.FaultTests.Processes;

namespace Playlist.FaultTests.Scenarios;

/// <summary>Posts updates as a careful caller does: each again and again, under the same key, until it is accepted.</summary>
/// <param name="notifiers">On one outbox.</param>
internal sealed class Posts(IReadOnlyList<NotifierProcess> notifiers)
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _accepted = [];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<(Func<bool> IsSo, TaskCompletionSource Told)> _waiting = [];
    private readonly ConcurrentDictionary<HttpStatusCode, int> _refused = [];
    private int _turn;

    /// <summary>What was accepted so far; of each artist, in that order.</summary>
    public IReadOnlyList<Entry> Accepted
    {
        get
        {
            lock (_lock)
            {
                return [.. _accepted];
            }
        }
    }

    /// <summary>Added to each message, to make it longer.</summary>
    public string Padding { get; set; } = "";

    /// <returns>What the next update of an artist will say.</returns>
    public string NextMessage(string artist)
    {
        lock (_lock)
        {
            return $"{artist}, update {_numbers.GetValueOrDefault(artist) + 1}.{Padding}";
        }
    }

    /// <summary>Posts so many for each artist, as fast as they are accepted; of one artist one after the other.</summary>
    public Task PostAsync(int count, IEnumerable<string> artists, CancellationToken cancellationToken) =>
        Task.WhenAll(artists.Select(async artist =>
        {
            for (var posted = 0; posted < count; posted++)
            {
                await PostAsync(artist, cancellationToken);
            }
        }));

    /// <summary>Posts for each artist, one after the other, at a pace at which they are published and shown too.</summary>
    public Task PostSteadilyAsync(Func<bool> more, IEnumerable<string> artists, CancellationToken cancellationToken) =>
        Task.WhenAll(artists.Select(async artist =>
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (more())
            {
                await PostAsync(artist, cancellationToken);
                await pace.WaitForNextTickAsync(cancellationToken);
            }
        }));

    /// <summary>Returns when so many more were accepted.</summary>
    public Task WhenMoreAsync(int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var enough = _accepted.Count + count;
            return WhenAsync(() => _accepted.Count >= enough, cancellationToken);
        }
    }

    /// <summary>Returns when one was refused in that way.</summary>
    public Task WhenRefusedAsync(HttpStatusCode status, CancellationToken cancellationToken) => WhenAsync(() => _refused.ContainsKey(status), cancellationToken);

    private async Task PostAsync(string artist, CancellationToken cancellationToken)
    {
        string message;
        lock (_lock)
        {
            message = NextMessage(artist);
            _numbers[artist] = _numbers.GetValueOrDefault(artist) + 1;
        }

        var key = $"{Guid.NewGuid()}";
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            if (await TryPostAsync(artist, message, key, cancellationToken) is { } id)
            {
                Tell(() => _accepted.Add(new Entry(id, artist, message)));
                return;
            }

            await pause.WaitForNextTickAsync(cancellationToken);
        }
    }

    private async Task<Guid?> TryPostAsync(string artist, string message, string key, CancellationToken cancellationToken)
    {
        // To each in turn, and to no one who is dead, unless all are.
        var turn = Interlocked.Increment(ref _turn);
        var notifier = Enumerable.Range(turn, notifiers.Count).Select(i => notifiers[i % notifiers.Count]).FirstOrDefault(notifier => notifier.IsUp, notifiers[0]);
        try
        {
            var (status, id) = await notifier.PostAsync(artist, message, key, cancellationToken);
            if (id is null)
            {
                Assert.True((int)status >= 500, $"'{message}' was refused with {status}.");
                Tell(() => _refused.AddOrUpdate(status, 1, (_, times) => times + 1));
            }

            return id;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // It has died, or takes too long: it may have been accepted, and may not.
            return null;
        }
    }

    private Task WhenAsync(Func<bool> isSo, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (isSo())
            {
                return Task.CompletedTask;
            }

            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((isSo, told));
            return told.Task.WaitAsync(cancellationToken);
        }
    }

    private void Tell(Action note)
    {
        lock (_lock)
        {
            note();
            foreach (var waiting in _waiting.Where(waiting => waiting.IsSo()).ToList())
            {
                waiting.Told.SetResult();
                _waiting.Remove(waiting);
            }
        }
    }
}
