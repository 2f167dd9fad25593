using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Playlist.Testing.Messaging;
using RabbitMQ.Client;

namespace Playlist.Notifier.Tests.Updates;

/// <summary>With a broker of their own, which they stop, kill, freeze and set up wrongly.</summary>
public sealed class OutageTests(BrokerFixture broker) : IClassFixture<BrokerFixture>, IAsyncLifetime
{
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(2);

    // Less than the 5 s that RabbitMQ.Client takes to close a connection to a broker that is silent.
    private static readonly TimeSpan Soon = PublishTimeout + TimeSpan.FromSeconds(2.5);

    private RunningNotifier? _notifier;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RunningNotifier Notifier => _notifier!;

    public async ValueTask InitializeAsync()
    {
        await broker.StartAsync(Cancellation);
        _notifier = await StartAsync(broker.Uri);
    }

    public ValueTask DisposeAsync() => _notifier?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_broker_that_is_down_is_a_503_with_a_remedy_until_it_is_back()
    {
        await broker.StopAsync(Cancellation);

        using (var response = await Notifier.Http.PostAsJsonAsync("/updates", new { artist = "HUNTRX", message = "x" }, Cancellation))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter?.Delta);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.Equal(
                "The update was not confirmed. RabbitMQ does not answer. Check that it runs, and that ConnectionStrings:messaging names it. Then send the update again.",
                problem.GetProperty("detail").GetString());
        }

        Assert.Equal((503, "Unhealthy"), await HealthAsync());
        Assert.Equal("Healthy", await Notifier.Http.GetStringAsync(new Uri("/alive", UriKind.Relative), Cancellation));

        await broker.StartAsync(Cancellation);

        await AssertDeliversAsync();
        Assert.Equal((200, "Healthy"), await HealthAsync());
    }

    [Fact]
    public async Task A_broker_that_was_killed_and_is_back_is_found_again_without_a_failure_in_between()
    {
        await AssertDeliversAsync();
        await broker.KillAsync(Cancellation);
        await broker.StartAsync(Cancellation);

        await AssertDeliversAsync();
    }

    [Fact]
    public async Task A_broker_that_is_silent_is_a_503_within_the_timeout()
    {
        await AssertDeliversAsync();
        await broker.FreezeAsync(Cancellation);
        try
        {
            // The first ones wait for confirms on the open connection, the others for a new one.
            for (var round = 0; round < 2; round++)
            {
                var start = Stopwatch.GetTimestamp();
                var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Notifier.PublishAsync("HUNTRX", "x", Cancellation)));

                Assert.All(answers, answer => Assert.Equal(503, answer.Status));
                Assert.InRange(Stopwatch.GetElapsedTime(start), PublishTimeout, Soon);
            }
        }
        finally
        {
            await broker.ThawAsync(Cancellation);
        }

        await AssertDeliversAsync();
    }

    [Fact]
    public async Task A_caller_that_leaves_takes_nobody_along()
    {
        await AssertDeliversAsync();
        await broker.FreezeAsync(Cancellation);
        using var leaving = new CancellationTokenSource();
        var left = Notifier.PublishAsync("HUNTRX", "x", leaving.Token);
        var stayed = Notifier.PublishAsync("HUNTRX", "y", Cancellation);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await broker.ThawAsync(Cancellation);

        Assert.Equal(200, (await stayed).Status);
    }

    [Fact]
    public async Task An_update_that_a_followers_queue_refuses_fails_alone()
    {
        await using var connection = await broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await AssertDeliversAsync();
        var arguments = new Dictionary<string, object?> { ["x-max-length"] = 1, ["x-overflow"] = "reject-publish" };
        await channel.QueueDeclareAsync("full", durable: false, exclusive: true, autoDelete: true, arguments, cancellationToken: Cancellation);
        await channel.QueueBindAsync("full", "playlist.artist-updates", "artist.Full", cancellationToken: Cancellation);
        await Notifier.PublishAsync("Full", "1", Cancellation);

        var (status, problem) = await Notifier.PublishAsync("Full", "2", Cancellation);

        Assert.Equal(503, status);
        Assert.Contains("RabbitMQ refused the message", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await AssertDeliversAsync();
    }

    [Fact]
    public async Task An_exchange_that_is_another_is_named_and_its_deletion_is_all_it_takes()
    {
        await using var connection = await broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await channel.ExchangeDeleteAsync("artist_update", cancellationToken: Cancellation);
        await channel.ExchangeDeclareAsync("artist_update", ExchangeType.Fanout, durable: true, cancellationToken: Cancellation);

        var (status, problem) = await Notifier.PublishAsync("HUNTRX", "x", Cancellation);

        Assert.Equal(503, status);
        Assert.Contains("inequivalent arg 'type' for exchange 'artist_update'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

        await channel.ExchangeDeleteAsync("artist_update", cancellationToken: Cancellation);
        await AssertDeliversAsync();
    }

    [Fact]
    public async Task Exchanges_that_were_deleted_are_declared_again()
    {
        await AssertDeliversAsync();
        await using var connection = await broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await channel.ExchangeDeleteAsync("playlist.artist-updates", cancellationToken: Cancellation);

        var (status, problem) = await Notifier.PublishAsync("HUNTRX", "x", Cancellation);

        Assert.Equal(503, status);
        Assert.Contains("no exchange 'playlist.artist-updates'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await AssertDeliversAsync();
    }

    [Theory]
    [InlineData("amqp://guest:wrong@127.0.0.1:{0}", "refuses the user or the password")]
    [InlineData("amqp://guest:guest@127.0.0.1:{0}/nowhere", "vhost nowhere not found")]
    [InlineData("amqp://guest:guest@nowhere.invalid:{0}", "does not answer")]
    public async Task A_broker_that_refuses_the_notifier_is_a_503_that_says_why(string address, string why)
    {
        await using var notifier = await StartAsync(new Uri(string.Format(CultureInfo.InvariantCulture, address, broker.Port)));

        var (status, problem) = await notifier.PublishAsync("HUNTRX", "x", Cancellation);

        Assert.Equal(503, status);
        Assert.Contains(why, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_takes_no_messages_for_now_is_a_503_that_says_why()
    {
        await using var full = new BrokerFixture { Configuration = "vm_memory_high_watermark.absolute = 1MB" };
        await full.StartAsync(Cancellation);
        await using var notifier = await StartAsync(full.Uri);

        // RabbitMQ blocks a connection when its first message has come.
        await notifier.PublishAsync("HUNTRX", "x", Cancellation);
        var (status, problem) = await notifier.PublishAsync("HUNTRX", "x", Cancellation);

        Assert.Equal(503, status);
        Assert.Contains("RabbitMQ takes no messages for now: low on memory.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static Task<RunningNotifier> StartAsync(Uri address) =>
        RunningNotifier.StartAsync(address, Cancellation, $"--Notifier:PublishTimeout={PublishTimeout}");

    private async Task<(int Status, string Body)> HealthAsync()
    {
        using var response = await Notifier.Http.GetAsync(new Uri("/health", UriKind.Relative), Cancellation);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>The very next update arrives: nobody had to be told that the broker is well.</summary>
    private async Task AssertDeliversAsync()
    {
        await using var follower = await Follower.OfAsync("Sorry Ghost", broker, Cancellation);

        var (status, answer) = await Notifier.PublishAsync("Sorry Ghost", "x", Cancellation);

        Assert.True(status == 200, answer.ToString());
        Assert.Equal("delivered", answer.GetProperty("outcome").GetString());
        await follower.HearAsync(Cancellation);
    }
}
