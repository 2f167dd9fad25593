using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weasel.Sqlite;
using Wolverine;
using Wolverine.RabbitMQ;
using Wolverine.Sqlite;

namespace Playlist.Benchmarks.Updates;

/// <summary>A framework's outbox and inboxes, in SQLite files too: Wolverine, as its documentation has it for durable messages.</summary>
internal sealed class WolverineSystem : IUpdateSystem
{
    private const string Exchange = "wolverine.updates";

    // As the example of a durable inbox in its documentation: with 32, as ours, it was no faster.
    private const ushort Prefetch = 100;

    // As our queues have it: Wolverine's advice is -1, which RabbitMQ 3.10 does not know.
    private const int DeliveryLimit = 1_000_000;

    private readonly UpdateSetting _setting;
    private readonly WebApplication _app;
    private readonly IHost[] _followers;

    private WolverineSystem(UpdateSetting setting, WebApplication app, IHost[] followers) =>
        (_setting, _app, _followers) = (setting, app, followers);

    public static string Name { get; } = $"Wolverine {typeof(WolverineOptions).Assembly.GetName().Version?.ToString(3)}";

    public Uri Updates => new($"{_app.Urls.First()}/updates");

    public static async Task<IUpdateSystem> StartAsync(UpdateSetting setting, CancellationToken cancellationToken)
    {
        var builder = MeasuredHost.CreateWeb(setting.Folder);
        // It warns that the endpoint handles no messages, which is so.
        builder.Logging.AddFilter("Wolverine.Configuration.HandlerDiscovery", LogLevel.Error);
        builder.UseWolverine(options =>
        {
            Configure(options, setting, "outbox");
            options.Discovery.DisableConventionalDiscovery();
            options.PublishMessagesToRabbitMqExchange<WolverineUpdate>(Exchange, update => update.Artist).UseDurableOutbox();
        });
        var app = builder.Build();
        app.MapPost("/updates", async (WolverineUpdate update, IMessageBus bus) =>
        {
            await bus.PublishAsync(update);
            return TypedResults.Accepted((string?)null);
        });
        await app.StartAsync(cancellationToken);
        var followers = await setting.StartFollowersAsync((follower, token) => StartFollowerAsync(setting, follower, token), cancellationToken);
        return new WolverineSystem(setting, app, followers);
    }

    public async Task<int> CountAsync(int follower, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(ConnectionString(_setting, NameOf(follower)));
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM wolverine_incoming_envelopes";
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await Task.WhenAll(_followers.Select(follower => follower.StopAsync()));
        await _app.DisposeAsync();
        foreach (var follower in _followers)
        {
            await ((IAsyncDisposable)follower).DisposeAsync();
        }

        await _setting.DeleteQueuesAsync(Enumerable.Range(0, _followers.Length).Select(NameOf));
    }

    private static string NameOf(int follower) => $"wolverine.follower-{follower}";

    private static string ConnectionString(UpdateSetting setting, string name) => $"Data Source={Path.Combine(setting.Folder.FullName, $"{name}.db")}";

    private static async Task<IHost> StartFollowerAsync(UpdateSetting setting, int follower, CancellationToken cancellationToken)
    {
        var name = NameOf(follower);
        var builder = MeasuredHost.Create(setting.Folder, []);
        builder.Services.AddSingleton<IWolverineFollower>(new Follower(setting.Arrivals, follower));
        builder.UseWolverine(options =>
        {
            Configure(options, setting, name);
            options.Discovery.DisableConventionalDiscovery().IncludeType(typeof(WolverineUpdateHandler));
            // As the inbox of ours, it keeps what it has: the counting of it at the end rests on this.
            options.Durability.KeepAfterMessageHandling = TimeSpan.FromHours(1);
            options.ListenToRabbitQueue(name, queue =>
            {
                foreach (var artist in setting.Artists)
                {
                    queue.BindExchange(Exchange, artist);
                }
            }).PreFetchCount(Prefetch).UseDurableInbox();
        });
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return host;
    }

    private static void Configure(WolverineOptions options, UpdateSetting setting, string name)
    {
        options.ServiceName = name;
        options.Durability.Mode = DurabilityMode.Solo;
        // As DurableSqlite; by default it is NORMAL, with which a loss of power may undo what was stored.
        options.PersistMessagesWithSqlite(new SqliteDataSource(ConnectionString(setting, name), new SqlitePragmaSettings { JournalMode = JournalMode.WAL, Synchronous = SynchronousMode.FULL }));
        options.UseRabbitMq(setting.Broker.Uri)
            .AutoProvision()
            .UseQuorumQueues()
            .DeliveryLimitForDurableQuorumQueues(DeliveryLimit)
            .DeclareExchange(Exchange, exchange => exchange.ExchangeType = ExchangeType.Topic)
            .ConfigureChannelCreation(channel =>
            {
                // Off by default; without them an update may leave the outbox that the broker has not.
                channel.PublisherConfirmationsEnabled = true;
                channel.PublisherConfirmationTrackingEnabled = true;
            });
    }

    private sealed class Follower(Arrivals arrivals, int number) : IWolverineFollower
    {
        public void Arrived(string message) => arrivals.Arrived(number, message);
    }
}
