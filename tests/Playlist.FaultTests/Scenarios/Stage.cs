using Playlist.FaultTests.Histories;
using Playlist.FaultTests.Processes;
using Playlist.FaultTests.Proxies;
using Playlist.Testing;
using Playlist.Testing.Messaging;

namespace Playlist.FaultTests.Scenarios;

/// <summary>A notifier and two clients: both follow <see cref="Duos"/>, one follows <see cref="Solos"/> too, and nobody follows <see cref="Strangers"/>.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private const int LinesShown = 100;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playlist-faults-");
    private readonly List<NotifierProcess> _notifiers = [];
    private readonly Dictionary<Guid, string> _told = [];

    /// <param name="lanes">How many artists of each kind there are.</param>
    public Stage(BrokerFixture broker, int lanes = 1)
    {
        Broker = broker;
        // Of its own: the broker has seen other stages.
        var id = Guid.NewGuid().ToString("N")[..6];
        Solos = [.. Enumerable.Range(1, lanes).Select(lane => $"Solo {lane} {id}")];
        Duos = [.. Enumerable.Range(1, lanes).Select(lane => $"Duo {lane} {id}")];
        Strangers = [.. Enumerable.Range(1, lanes).Select(lane => $"Stranger {lane} {id}")];
        OutboxFolder = _folder.CreateSubdirectory("notifier");
        InboxFolder = _folder.CreateSubdirectory("client");
        ClientName = $"first-{id}";
        ToNotifier = new FaultProxy(broker.Port);
        ToClient = new FaultProxy(broker.Port);
        Posts = new Posts(_notifiers);
    }

    public BrokerFixture Broker { get; }

    public string[] Solos { get; }

    public string[] Duos { get; }

    public string[] Strangers { get; }

    public IEnumerable<string> Artists => [.. Solos, .. Duos, .. Strangers];

    public string ClientName { get; }

    public Posts Posts { get; }

    /// <summary>Between the broker and the notifiers.</summary>
    public FaultProxy ToNotifier { get; }

    /// <summary>Between the broker and the first client.</summary>
    public FaultProxy ToClient { get; }

    public DirectoryInfo OutboxFolder { get; set; }

    public DirectoryInfo InboxFolder { get; set; }

    public string[] NotifierSettings { get; set; } = [];

    /// <summary>For both programs.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public IReadOnlyList<NotifierProcess> Notifiers => _notifiers;

    public NotifierProcess Notifier => _notifiers[0];

    /// <summary>Follows <see cref="Solos"/> and <see cref="Duos"/>.</summary>
    public ClientProcess Client => Clients[0];

    /// <summary>The second follows <see cref="Duos"/>, and no fault is ever meant for it.</summary>
    public IReadOnlyList<ClientProcess> Clients { get; private set; } = [];

    /// <summary>What the processes wrote last.</summary>
    public string Output => string.Join("\n\n", _notifiers.Concat<KillableService>(Clients).Select(service => $"{service} wrote:\n{string.Join('\n', service.Output.TakeLast(LinesShown))}"));

    /// <summary>Whether it was in order when it was looked at last.</summary>
    public bool IsClean { get; set; }

    /// <summary>Returns when the processes run, and the clients listen.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Broker.StartAsync(cancellationToken);
        Clients =
        [
            NewClient(ClientName, [.. Solos, .. Duos], InboxFolder, ToClient.InFrontOf(Broker.Uri)),
            NewClient(ClientName.Replace("first", "second", StringComparison.Ordinal), Duos, _folder.CreateSubdirectory("second"), Broker.Uri),
        ];
        await Task.WhenAll([StartNotifierAsync(cancellationToken), .. Clients.Select(client => client.StartAsync(cancellationToken))]);
        foreach (var client in Clients)
        {
            await client.WhenHealthyAsync(cancellationToken);
            await Broker.WhenKeptAsync(client.Queue, cancellationToken);
        }
    }

    /// <summary>Starts a notifier on the stage's outbox, beside those that there are.</summary>
    public async Task StartNotifierAsync(CancellationToken cancellationToken)
    {
        var notifier = new NotifierProcess(OutboxFolder, ToNotifier.InFrontOf(Broker.Uri), NotifierSettings);
        AddEnvironment(notifier);
        _notifiers.Add(notifier);
        await notifier.StartAsync(cancellationToken);
        await notifier.WhenHealthyAsync(cancellationToken);
    }

    /// <summary>Ends the one that was added last.</summary>
    public async Task EndNotifierAsync(CancellationToken cancellationToken)
    {
        var notifier = _notifiers[^1];
        _notifiers.Remove(notifier);
        await notifier.StopAsync(cancellationToken);
        notifier.Dispose();
    }

    /// <summary>Posts so many for each artist, and returns when they were accepted.</summary>
    public Task PostAsync(int count, CancellationToken cancellationToken) => Posts.PostAsync(count, Artists, cancellationToken);

    /// <summary>Returns when a client's inbox has all that was accepted so far.</summary>
    public Task WhenReceivedAllAsync(ClientProcess client, CancellationToken cancellationToken) =>
        Patience.WaitAsync(() => CountMissing(client), $"all updates in the inbox of {client}", cancellationToken);

    /// <summary>All works again, and all that was accepted has come where it should, once and in order; and the notifier says so.</summary>
    public async Task AssertCleanAsync(CancellationToken cancellationToken)
    {
        // The last of each artist: what else there is of that artist has come before it.
        await PostAsync(1, cancellationToken);
        await Patience.UntilNoneIsLeftAsync(async () => await AskAsync(cancellationToken) + Clients.Sum(CountMissing), cancellationToken);
        var listeners = new List<Listener>();
        foreach (var client in Clients)
        {
            listeners.Add(new Listener(client.Name, client.Follows, client.Inbox.Read(), await client.GetShownAsync(cancellationToken), ClientProcess.MostShown));
        }

        HistoryChecker.AssertClean(new History(Posts.Accepted, [.. _told.Select(update => new Outcome(update.Key, update.Value))], listeners));
        IsClean = true;
    }

    public async ValueTask DisposeAsync()
    {
        _notifiers.ForEach(notifier => notifier.Dispose());
        foreach (var client in Clients)
        {
            client.Dispose();
        }

        await ToNotifier.DisposeAsync();
        await ToClient.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private ClientProcess NewClient(string name, string[] follows, DirectoryInfo folder, Uri broker)
    {
        var client = new ClientProcess(name, follows, folder, broker);
        AddEnvironment(client);
        return client;
    }

    private void AddEnvironment(KillableService service)
    {
        foreach (var (name, value) in Environment)
        {
            service.Environment[name] = value;
        }
    }

    private int CountDue(ClientProcess client) => Posts.Accepted.Count(entry => client.Follows.Contains(entry.Artist));

    private int CountMissing(ClientProcess client) => CountDue(client) - client.Inbox.Count();

    /// <summary>Asks the notifier for what has become of those of which it has told nothing final.</summary>
    /// <returns>How many are left.</returns>
    private async Task<int> AskAsync(CancellationToken cancellationToken)
    {
        var left = 0;
        var pending = Posts.Accepted.Select(entry => entry.Id).Where(id => _told.GetValueOrDefault(id, ToldUpdate.Pending) == ToldUpdate.Pending).ToList();
        await Parallel.ForEachAsync(pending, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (id, token) =>
        {
            var update = await Notifier.FindAsync(id, token);
            lock (_told)
            {
                _told[id] = update?.Status ?? ToldUpdate.Pending;
                left += _told[id] == ToldUpdate.Pending ? 1 : 0;
            }
        });
        return left;
    }
}
