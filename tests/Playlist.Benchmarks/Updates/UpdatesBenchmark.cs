using System.Globalization;
using System.Runtime.InteropServices;
using Playlist.Testing.Messaging;

namespace Playlist.Benchmarks.Updates;

/// <summary>Artist updates from their POST to the inboxes of all followers, in three systems on one broker, one after the other: <c>-- updates [--seconds 10]</c>.</summary>
internal sealed class UpdatesBenchmark(BrokerFixture broker, DirectoryInfo folder, TimeSpan duration)
{
    private const int DefaultSeconds = 10;
    private const int Artists = 20;

    /// <summary>A pace that every system keeps with so many followers.</summary>
    private static readonly (int Followers, int PerSecond)[] Paces = [(1, 20), (10, 20), (100, 2)];

    private static readonly UpdateSystemKind[] Kinds =
    [
        new("PlaylistAspire", PlaylistSystem.StartAsync),
        new("bare RabbitMQ.Client", BareSystem.StartAsync),
        new(WolverineSystem.Name, WolverineSystem.StartAsync),
    ];

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>.NET compiles what is used much a second time, while it runs.</summary>
    private static readonly TimeSpan FirstWarmUp = TimeSpan.FromSeconds(10);

    private readonly Report _report = new();

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var seconds = DefaultSeconds;
        if (arguments is not [] && (arguments is not ["--seconds", var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) || seconds is < 1 or > 600))
        {
            await Console.Error.WriteLineAsync("usage: updates [--seconds N], with N of 1 to 600: how long each measurement lasts");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("playlist-updates-");
        try
        {
            await using var broker = new BrokerFixture();
            await broker.StartAsync(cancellationToken);
            var benchmark = new UpdatesBenchmark(broker, folder, TimeSpan.FromSeconds(seconds));
            foreach (var (followers, perSecond) in Paces)
            {
                foreach (var kind in Kinds)
                {
                    await benchmark.MeasureAsync(kind, followers, perSecond, cancellationToken);
                }
            }

            Console.WriteLine(benchmark.ToMarkdown());
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string ToMarkdown() => _report.ToMarkdown(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{UpdatePoster.Posters} posters, {Artists} artists, at most {UpdatePoster.MaxUnderWay} updates under way, {duration.TotalSeconds} s each; {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}"),
        [.. Kinds.Select(kind => kind.Name)]);

    private async Task MeasureAsync(UpdateSystemKind kind, int followers, int perSecond, CancellationToken cancellationToken)
    {
        await SayAsync($"{kind.Name}, {Describe(followers)} …");
        // In life each follower is a process: SQLite, which blocks its thread while it writes, must not keep the others' here from running.
        ThreadPool.SetMinThreads(Environment.ProcessorCount + followers, Environment.ProcessorCount);
        var artists = Enumerable.Range(1, Artists).Select(number => $"Artist {number}").ToList();
        var arrivals = new Arrivals(followers);
        var own = folder.CreateSubdirectory(Guid.NewGuid().ToString());
        await using (var system = await kind.StartAsync(new UpdateSetting(broker, own, artists, followers, arrivals), cancellationToken))
        {
            using var poster = new UpdatePoster(system.Updates, artists, arrivals);
            await poster.PostAtPaceAsync(perSecond, WarmUp, cancellationToken);
            await poster.PostUnderLoadAsync(followers == Paces[0].Followers ? FirstWarmUp : WarmUp, cancellationToken);

            var rate = await poster.PostUnderLoadAsync(duration, cancellationToken);
            _report.AddRate(kind.Name, $"{Describe(followers)}: updates under load, to the last inbox", rate);

            var times = await poster.PostAtPaceAsync(perSecond, duration, cancellationToken);
            times.Sort();
            _report.Add(kind.Name, $"{Describe(followers)}, {perSecond} updates/s: POST to inbox, p50", times[(times.Count - 1) / 2]);
            _report.Add(kind.Name, $"{Describe(followers)}, {perSecond} updates/s: POST to inbox, p99", times[(int)Math.Ceiling(times.Count * 0.99) - 1]);
            await CheckAsync(kind, system, arrivals, cancellationToken);
        }

        own.Delete(recursive: true);
    }

    private static async Task CheckAsync(UpdateSystemKind kind, IUpdateSystem system, Arrivals arrivals, CancellationToken cancellationToken)
    {
        for (var follower = 0; follower < arrivals.Followers; follower++)
        {
            var count = await system.CountAsync(follower, cancellationToken);
            if (count != arrivals.Count)
            {
                throw new InvalidDataException($"{kind.Name}: the inbox of follower {follower} has {count} updates of {arrivals.Count}.");
            }
        }
    }

    private static string Describe(int followers) => followers == 1 ? "1 follower" : string.Create(CultureInfo.InvariantCulture, $"{followers} followers");

    private static Task SayAsync(FormattableString what) => Console.Error.WriteLineAsync(FormattableString.Invariant(what));
}
