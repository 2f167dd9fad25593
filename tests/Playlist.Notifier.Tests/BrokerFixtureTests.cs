using Playlist.Testing.Messaging;
using RabbitMQ.Client.Exceptions;

[assembly: AssemblyFixture(typeof(BrokerFixture))]

namespace Playlist.Notifier.Tests;

public sealed class BrokerFixtureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Category", "Long")]
    public async Task The_broker_keeps_what_is_durable_whether_it_is_stopped_or_killed()
    {
        await using var broker = new BrokerFixture();
        await broker.StartAsync(Cancellation);
        await using (var connection = await broker.ConnectAsync(Cancellation))
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
            await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancellation);
        }

        await broker.StopAsync(Cancellation);
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => broker.ConnectAsync(Cancellation));
        await broker.StartAsync(Cancellation);
        await broker.KillAsync(Cancellation);
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => broker.ConnectAsync(Cancellation));
        await broker.StartAsync(Cancellation);

        await using var again = await broker.ConnectAsync(Cancellation);
        await using var passive = await again.CreateChannelAsync(cancellationToken: Cancellation);
        Assert.Equal("kept", (await passive.QueueDeclarePassiveAsync("kept", Cancellation)).QueueName);
    }
}
