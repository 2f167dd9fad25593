using System.Globalization;
using Playlist.Testing.Messaging;
using RabbitMQ.Client;

namespace Playlist.Notifier.Tests.Updates;

/// <summary>A broker that is there, and refuses.</summary>
public sealed class RefusalTests(BrokerFixture broker) : OutageTest(broker)
{
    [Fact]
    [Trait("Category", "Long")]
    public async Task An_update_that_a_followers_queue_refuses_fails_after_ten_attempts_and_the_next_goes_on()
    {
        await using var connection = await Broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await AssertDeliversAsync();
        var arguments = new Dictionary<string, object?> { ["x-max-length"] = 1, ["x-overflow"] = "reject-publish" };
        await channel.QueueDeclareAsync("full", durable: false, exclusive: true, autoDelete: true, arguments, cancellationToken: Cancellation);
        await channel.QueueBindAsync("full", "playlist.artist-updates", "artist.Full", cancellationToken: Cancellation);
        await Notifier.PublishAsync("Full", "1", Cancellation);

        var refused = await Notifier.AcceptAsync("Full", "2", Cancellation);
        var next = await Notifier.AcceptAsync("Full", "3", Cancellation);
        await Notifier.WaitForAsync(refused, update => update.GetProperty("attempts").GetInt32() > 0, Cancellation);
        await AssertDeliversAsync();
        var failed = await Notifier.FinishAsync(refused, Cancellation);

        Assert.Equal(("failed", 10), (failed.GetProperty("status").GetString(), failed.GetProperty("attempts").GetInt32()));
        Assert.StartsWith("nack: RabbitMQ refused the message.", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        await channel.QueueDeleteAsync("full", cancellationToken: Cancellation);
        Assert.Equal("no_followers", (await Notifier.FinishAsync(next, Cancellation)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_exchange_that_is_another_is_named_and_its_deletion_is_all_it_takes()
    {
        await using var connection = await Broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await channel.ExchangeDeleteAsync("artist_update", cancellationToken: Cancellation);
        await channel.ExchangeDeclareAsync("artist_update", ExchangeType.Fanout, durable: true, cancellationToken: Cancellation);

        var id = await Notifier.AcceptAsync("HUNTRX", "x", Cancellation);

        await Notifier.WaitForAsync(id, update => update.GetProperty("error").GetString()?.Contains("inequivalent arg 'type' for exchange 'artist_update'", StringComparison.Ordinal) is true, Cancellation);
        await channel.ExchangeDeleteAsync("artist_update", cancellationToken: Cancellation);
        await Notifier.FinishAsync(id, Cancellation);
        await AssertDeliversAsync();
    }

    [Fact]
    public async Task Exchanges_that_were_deleted_are_declared_again()
    {
        await AssertDeliversAsync();
        await using var connection = await Broker.ConnectAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await channel.ExchangeDeleteAsync("playlist.artist-updates", cancellationToken: Cancellation);

        var update = await Notifier.PublishAsync("HUNTRX", "x", Cancellation);

        Assert.Equal(("no_followers", 2), (update.GetProperty("status").GetString(), update.GetProperty("attempts").GetInt32()));
        await AssertDeliversAsync();
    }

    [Theory]
    [InlineData("amqp://guest:wrong@127.0.0.1:{0}", "access_refused: RabbitMQ refuses the user or the password")]
    [InlineData("amqp://guest:guest@127.0.0.1:{0}/nowhere", "vhost nowhere not found")]
    [InlineData("amqp://guest:guest@nowhere.invalid:{0}", "does not answer")]
    public async Task A_broker_that_refuses_the_notifier_is_an_outage_that_says_why(string address, string why)
    {
        await using var notifier = await StartAsync(new Uri(string.Format(CultureInfo.InvariantCulture, address, Broker.Port)));

        var id = await notifier.AcceptAsync("HUNTRX", "x", Cancellation);

        var update = await notifier.WaitForAsync(id, update => update.GetProperty("attempts").GetInt32() >= 2, Cancellation);
        Assert.Equal("accepted", update.GetProperty("status").GetString());
        Assert.Contains(why, update.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task An_update_that_is_too_large_for_the_broker_fails_after_ten_attempts_and_others_go_on()
    {
        await using var small = new BrokerFixture { Configuration = "max_message_size = 1000" };
        await small.StartAsync(Cancellation);
        await using var notifier = await StartAsync(small.Uri);

        var large = await notifier.AcceptAsync("HUNTRX", new string('x', 1000), Cancellation);
        var next = await notifier.AcceptAsync("HUNTRX", "x", Cancellation);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        // Others come all the while, and so does their confirm.
        while ((await notifier.FindAsync(large, deadline.Token)).GetProperty("status").GetString() == "accepted")
        {
            Assert.Equal("no_followers", (await notifier.PublishAsync("Taylor Swift", "x", deadline.Token)).GetProperty("status").GetString());
        }

        var failed = await notifier.FindAsync(large, Cancellation);
        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Contains("larger than configured max size 1000", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        // The first one, beside others, told nothing of this update; then it was tried alone.
        Assert.InRange(failed.GetProperty("attempts").GetInt32(), 10, 12);
        Assert.Equal("no_followers", (await notifier.FinishAsync(next, Cancellation)).GetProperty("status").GetString());
    }
}
