using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using Playlist.Client.Inbox;
using Playlist.Client.Messaging;
using Playlist.Protocol.Updates;
using Playlist.Testing;
using Playlist.Testing.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Playlist.Client.Tests.Updates;

/// <summary>Handlers that fail, gaps, a consumer that is deaf, a process that stops: against a real broker.</summary>
public sealed class UpdateFailureTests(BrokerFixture broker) : IAsyncLifetime
{
    private readonly string _artist = $"Taylor Swift {Guid.NewGuid():N}"[..20];
    private IConnection? _connection;
    private IChannel? _channel;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Name => $"c-{_artist[^7..]}";

    private string Queue => $"client.{Name}";

    private IChannel Channel => _channel!;

    public async ValueTask InitializeAsync()
    {
        await broker.StartAsync(Cancellation);
        _connection = await broker.ConnectAsync(Cancellation);
        _channel = await _connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel!.DisposeAsync();
        await _connection!.DisposeAsync();
    }

    [Fact]
    public async Task What_is_handled_at_the_last_retry_is_heard_and_what_is_not_is_a_dead_letter()
    {
        await using var listening = await Listening.StartAsync(broker.Uri, Name, [_artist], Cancellation);
        listening.Heard.MaxFailures = FeedConsumer.RetryDelays.Count;
        await PublishAsync(Listening.Recorder.Unbearable);
        Assert.Equal($"{_artist}: {Listening.Recorder.Unbearable}", await listening.Heard.NextAsync(Cancellation));
        Assert.Equal(FeedConsumer.RetryDelays.Count, listening.Heard.Failures);

        listening.Heard.MaxFailures = int.MaxValue;
        var dead = Update(Listening.Recorder.Unbearable);
        await PublishAsync(dead.ToBody(), new BasicProperties { MessageId = $"{dead.Id}", Type = "artist_update", Headers = new Dictionary<string, object?> { ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00" } });
        await PublishAsync("after it");

        Assert.Equal($"{_artist}: after it", await listening.Heard.NextAsync(Cancellation));
        Assert.Equal(FeedConsumer.RetryDelays.Count + FeedConsumer.RetryDelays.Count + 1, listening.Heard.Failures);
        var letter = await DeadLetterAsync($"{dead.Id}");
        Assert.Equal(dead.ToBody(), letter.Body.ToArray());
        Assert.Equal("artist_update", letter.BasicProperties.Type);
        Assert.Equal(
            (Queue, "This handler cannot.", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"),
            (letter.RoutingKey, Header(letter, "playlist-reason"), Header(letter, "traceparent")));

        // Sent again, as the notifier does it, and borne this time.
        listening.Heard.MaxFailures = 0;
        await Channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties(letter.BasicProperties), letter.Body, Cancellation);
        Assert.Equal($"{_artist}: {Listening.Recorder.Unbearable}", await listening.Heard.NextAsync(Cancellation));
        await Channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties(letter.BasicProperties), letter.Body, Cancellation);
        await PublishAsync("last");
        Assert.Equal($"{_artist}: last", await listening.Heard.NextAsync(Cancellation));
        Assert.Equal(4, (await listening.Inbox.ListAsync(new InboxQuery(), 10, Cancellation)).Count);
    }

    [Theory]
    [InlineData("no update")]
    [InlineData("""{"id":"0199d5ab-61c9-7001-8000-0123456789ab","type":"artist_update","artist":" ","message":"x","timestamp_utc":"2025-10-11T22:10:54Z"}""")]
    public async Task What_can_never_be_read_is_a_dead_letter_at_once(string body)
    {
        await using var listening = await Listening.StartAsync(broker.Uri, name: null, [_artist], Cancellation);
        var id = $"{Guid.NewGuid()}";
        await PublishAsync(Encoding.UTF8.GetBytes(body), new BasicProperties { MessageId = id });
        await PublishAsync("after it");

        Assert.Equal($"{_artist}: after it", await listening.Heard.NextAsync(Cancellation));
        Assert.Equal(body, Encoding.UTF8.GetString((await DeadLetterAsync(id)).Body.Span));
    }

    [Fact]
    public async Task What_overflows_while_the_client_is_away_is_told_once_and_one_less_is_not()
    {
        using var storage = new TempFolder();
        var series = Guid.NewGuid();
        await using (var first = await StartAsync())
        {
            await PublishAsync(1);
            await first.Heard.NextAsync(Cancellation);
        }

        foreach (var number in new[] { 2, 3, 4 })
        {
            await PublishAsync(number);
        }

        await using (var second = await StartAsync())
        {
            Assert.Equal([$"{_artist}: 2", $"{_artist}: 3", $"{_artist}: 4"], [await second.Heard.NextAsync(Cancellation), await second.Heard.NextAsync(Cancellation), await second.Heard.NextAsync(Cancellation)]);
        }

        foreach (var number in new[] { 5, 6, 7, 8 })
        {
            await PublishAsync(number);
        }

        await using var third = await StartAsync();
        Assert.Equal(
            [$"{_artist}: 1 older update was dropped", $"{_artist}: 6", $"{_artist}: 7", $"{_artist}: 8"],
            [await third.Heard.NextAsync(Cancellation), await third.Heard.NextAsync(Cancellation), await third.Heard.NextAsync(Cancellation), await third.Heard.NextAsync(Cancellation)]);
        await PublishAsync(9);
        Assert.Equal($"{_artist}: 9", await third.Heard.NextAsync(Cancellation));

        Task<Listening> StartAsync() => Listening.StartAsync(broker.Uri, Name, [_artist], Cancellation, settings: [storage.Setting, "Client:Queue:MaxLength=3"]);

        Task PublishAsync(int number) => this.PublishAsync((Update($"{number}") with { Series = series, Number = number }).ToBody());
    }

    [Fact]
    public async Task A_full_queue_that_rejects_takes_as_many_as_fit()
    {
        await using (await Listening.StartAsync(broker.Uri, Name, [_artist], Cancellation, settings: ["Client:Queue:MaxLength=3", "Client:Queue:Overflow=reject-publish"]))
        {
        }

        var refused = await Assert.ThrowsAsync<RabbitMQ.Client.Exceptions.PublishException>(async () =>
        {
            // RabbitMQ may take a few more than it should before it says no.
            for (var i = 0; i < 1000; i++)
            {
                await PublishAsync($"{i}");
            }
        });

        Assert.False(refused.IsReturn);
        Assert.InRange(await Channel.MessageCountAsync(Queue, Cancellation), 3u, 999u);
    }

    [Fact]
    public async Task A_consumer_that_hears_nothing_is_made_anew_and_a_slow_handler_is_not()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var listening = await Listening.StartAsync(broker.Uri, Name, [_artist], Cancellation, time);
        await using var other = await _connection!.CreateChannelAsync(cancellationToken: Cancellation);
        var probes = (await other.QueueDeclareAsync("", cancellationToken: Cancellation)).QueueName;
        await other.QueueBindAsync(probes, UpdateTopology.Probes, Queue, cancellationToken: Cancellation);

        // A probe goes out at each interval. One that has come is enough, however slow the handler is then.
        time.Advance(BrokerListener.ProbeInterval);
        await NextProbeAsync();
        var slow = new TaskCompletionSource();
        var began = new TaskCompletionSource();
        listening.Heard.Meanwhile = () =>
        {
            began.TrySetResult();
            return slow.Task;
        };
        await PublishAsync("slow");
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        time.Advance(BrokerListener.ProbeInterval);
        time.Advance(BrokerListener.ProbeInterval);
        slow.SetResult();
        Assert.Equal($"{_artist}: slow", await listening.Heard.NextAsync(Cancellation));
        Assert.Null(listening.Status.Rebuilds);
        Assert.True(listening.Status.IsListening);

        // Now what it sends to itself goes astray.
        using var rebuilt = new MetricCollector<long>(null, ClientTelemetry.Name, ClientTelemetry.RebuiltListeners);
        await other.QueueUnbindAsync(Queue, UpdateTopology.Probes, Queue, cancellationToken: Cancellation);
        await Eventually.GetAsync(
            _ =>
            {
                time.Advance(BrokerListener.ProbeInterval);
                return Task.FromResult(listening.Status.Rebuilds);
            },
            "a deaf consumer",
            Cancellation);
        await PublishAsync("heard again");
        var heard = listening.Heard.NextAsync(Cancellation);
        await Eventually.GetAsync(
            _ =>
            {
                // The pause before it connects anew.
                time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(heard.IsCompleted ? "" : null);
            },
            "a new consumer",
            Cancellation);
        Assert.Equal($"{_artist}: heard again", await heard);
        Assert.NotEmpty(rebuilt.GetMeasurementSnapshot());
        // On a busy machine the clock above has run on, and the next probe was missed too.
        await Eventually.GetAsync(
            async token =>
            {
                var health = await listening.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(token);
                if (health.Entries["updates"].Description?.Contains("begun anew", StringComparison.Ordinal) is true)
                {
                    return "";
                }

                time.Advance(TimeSpan.FromSeconds(1));
                return null;
            },
            "health to tell of it",
            Cancellation);

        async Task NextProbeAsync() =>
            Assert.Equal("probe", (await Eventually.GetAsync(token => other.BasicGetAsync(probes, autoAck: true, token), "a probe", Cancellation)).BasicProperties.Type);
    }

    [Fact]
    public async Task A_client_with_a_name_of_wildcards_hears_no_probes_but_its_own()
    {
        await using var wild = await Listening.StartAsync(broker.Uri, "#", [], Cancellation);

        var returned = await Assert.ThrowsAnyAsync<PublishException>(async () =>
            await Channel.BasicPublishAsync(UpdateTopology.Probes, "client.nobody", mandatory: true, new BasicProperties(), Array.Empty<byte>(), Cancellation));

        Assert.True(returned.IsReturn);
        await Channel.BasicPublishAsync(UpdateTopology.Probes, UpdateTopology.ProbeKeyOf("client.#"), mandatory: true, new BasicProperties(), Array.Empty<byte>(), Cancellation);
    }

    [Fact]
    public async Task Nothing_that_comes_as_a_probe_is_shown()
    {
        await using var listening = await Listening.StartAsync(broker.Uri, Name, [_artist], Cancellation);

        await Channel.BasicPublishAsync(UpdateTopology.Probes, Queue, mandatory: true, new BasicProperties { Type = "artist_update" }, Update("forged").ToBody(), Cancellation);
        await PublishAsync("true");

        Assert.Equal($"{_artist}: true", await listening.Heard.NextAsync(Cancellation));
        Assert.Single(await listening.Inbox.ListAsync(new InboxQuery(), 10, Cancellation));
    }

    [Fact]
    public async Task What_came_before_a_stop_is_handled_and_nothing_comes_again()
    {
        using var storage = new TempFolder();
        var listening = await Listening.StartAsync(broker.Uri, Name, [_artist], Cancellation, settings: storage.Setting);
        var slow = new TaskCompletionSource();
        var began = new TaskCompletionSource();
        listening.Heard.Meanwhile = () =>
        {
            began.TrySetResult();
            return slow.Task;
        };
        await PublishAsync("first");
        await PublishAsync("second");
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        var stopping = listening.StopAsync();
        slow.SetResult();
        await stopping;
        await PublishAsync("third");

        Assert.Equal($"{_artist}: first", await listening.Heard.NextAsync(Cancellation));
        Assert.Equal($"{_artist}: second", await listening.Heard.NextAsync(Cancellation));
        await listening.DisposeAsync();
        var left = await Channel.BasicGetAsync(Queue, autoAck: true, Cancellation);
        Assert.Equal(("third", false, 0u), (ArtistUpdate.FromBody(left!.Body.Span).Message, left.Redelivered, left.MessageCount));
    }

    [Fact]
    public async Task A_stop_waits_for_a_handler_and_not_for_ever()
    {
        using var storage = new TempFolder();
        var listening = await Listening.StartAsync(broker.Uri, Name, [_artist], Cancellation, settings: storage.Setting);
        var began = new TaskCompletionSource();
        listening.Heard.Meanwhile = () =>
        {
            began.TrySetResult();
            return new TaskCompletionSource().Task;
        };
        await PublishAsync("endless");
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        await listening.StopAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        await listening.DisposeAsync();
        var left = await Eventually.GetAsync(token => Channel.BasicGetAsync(Queue, autoAck: true, token), "the update to be in the queue again", Cancellation);
        Assert.Equal(("endless", true), (ArtistUpdate.FromBody(left.Body.Span).Message, left.Redelivered));
    }

    [Fact]
    public async Task While_the_inbox_cannot_be_used_nothing_is_acknowledged()
    {
        using var storage = new TempFolder();
        var file = InboxFile.Of(Name, new ServiceDefaults.Storage.StorageOptions { Folder = storage.Path }).File!;
        await using (await Listening.StartAsync(broker.Uri, Name, [_artist], Cancellation, settings: storage.Setting))
        {
        }

        await PublishAsync("kept");
        SqliteConnection.ClearAllPools();
        var whole = await File.ReadAllBytesAsync(file, Cancellation);
        await File.WriteAllTextAsync(file, "This is no database, and long enough to be seen as none by SQLite, whose header has 100 bytes: it is left as it is.", Cancellation);
        await using var listening = await Listening.TryAsync(broker.Uri, Name, [], Cancellation, settings: storage.Setting);
        await listening.WaitUntilAsync(status => status.Problem is not null, Cancellation);
        Assert.Contains(file, listening.Status.Problem, StringComparison.Ordinal);
        var health = await listening.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation);
        Assert.Equal(HealthStatus.Unhealthy, health.Entries["inbox"].Status);
        Assert.Contains("damaged", health.Entries["inbox"].Description, StringComparison.Ordinal);
        Assert.Equal(1u, await Channel.MessageCountAsync(Queue, Cancellation));

        await File.WriteAllBytesAsync(file, whole, Cancellation);
        Assert.Equal($"{_artist}: kept", await listening.Heard.NextAsync(Cancellation));
        Assert.Equal(HealthStatus.Healthy, (await listening.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation)).Entries["inbox"].Status);
    }

    [Fact]
    public async Task While_another_program_has_the_inbox_locked_what_comes_waits()
    {
        using var storage = new TempFolder();
        var file = InboxFile.Of(Name, new ServiceDefaults.Storage.StorageOptions { Folder = storage.Path }).File!;
        await using var listening = await Listening.StartAsync(broker.Uri, Name, [_artist], Cancellation, settings: storage.Setting);
        await using (var other = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await other.OpenAsync(Cancellation);
            await using var locked = other.BeginTransaction(deferred: false);
            await PublishAsync("locked out");

            await Eventually.GetAsync(
                async token => (await listening.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(token)).Entries["inbox"] is { Status: HealthStatus.Unhealthy } unhealthy ? unhealthy.Description : null,
                "health to tell of the lock",
                Cancellation);
        }

        Assert.Equal($"{_artist}: locked out", await listening.Heard.NextAsync(Cancellation));
    }

    private ArtistUpdate Update(string message) => ArtistUpdate.Create(_artist, message, TimeProvider.System);

    private Task PublishAsync(string message) => PublishAsync(Update(message).ToBody());

    private async Task PublishAsync(byte[] body, BasicProperties? properties = null) =>
        await Channel.BasicPublishAsync(UpdateTopology.Exchange, RoutingKey.For(_artist), mandatory: true, properties ?? new BasicProperties(), body, Cancellation);

    /// <summary>Other tests' dead letters go by.</summary>
    private async Task<BasicGetResult> DeadLetterAsync(string messageId) => await Eventually.GetAsync(
        async token =>
        {
            await using var channel = await _connection!.CreateChannelAsync(cancellationToken: token);
            while (await channel.BasicGetAsync(UpdateTopology.DeadLetters, autoAck: false, token) is { } letter)
            {
                if (letter.BasicProperties.MessageId == messageId)
                {
                    return letter;
                }
            }

            return null;
        },
        "a dead letter",
        Cancellation);

    private static string Header(BasicGetResult letter, string name) => Encoding.UTF8.GetString((byte[])letter.BasicProperties.Headers![name]!);
}
