using Aspire.Hosting.Testing;
using Aspire.Hosting.Tests.Applications;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Aspire.Hosting.Tests.Brokers;

/// <summary>The private RabbitMQ that stands in for Aspire's container.</summary>
public sealed class BrokerTests : TimedTest
{
    [Fact]
    public async Task Data_with_a_volume_survives_the_application()
    {
        var volume = $"volume-{Guid.NewGuid():N}";
        await using (var first = await StartAsync(broker => broker.WithDataVolume(volume)))
        {
            await using var connection = await ConnectAsync(first);
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Cancellation);
            await channel.ExchangeDeclareAsync("songs", ExchangeType.Topic, durable: true, cancellationToken: Cancellation);
            await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancellation);
            await channel.QueueBindAsync("kept", "songs", "#", cancellationToken: Cancellation);
            await channel.BasicPublishAsync("songs", "a", mandatory: true, new BasicProperties { Persistent = true }, "hello"u8.ToArray(), Cancellation);
        }

        await using var second = await StartAsync(broker => broker.WithDataVolume(volume));
        await using var again = await ConnectAsync(second);
        await using var reader = await again.CreateChannelAsync(cancellationToken: Cancellation);
        await reader.ExchangeDeclarePassiveAsync("songs", Cancellation);
        var message = await reader.BasicGetAsync("kept", autoAck: true, Cancellation);

        Assert.Equal("hello"u8.ToArray(), message?.Body.ToArray());
    }

    [Fact]
    public async Task Two_brokers_without_a_volume_share_nothing_and_leave_nothing()
    {
        // A name of this test's own, by which its folders can be told from those of others that run at the same time.
        var name = $"broker-{Guid.NewGuid():N}";
        await using (var one = await StartAsync(name: name))
        {
            await using var other = await StartAsync(name: name);
            await using var connection = await ConnectAsync(one, name);
            await using var otherConnection = await ConnectAsync(other, name);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
            await using var otherChannel = await otherConnection.CreateChannelAsync(cancellationToken: Cancellation);

            await channel.QueueDeclareAsync("mine", durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancellation);

            await Assert.ThrowsAsync<OperationInterruptedException>(() => otherChannel.QueueDeclarePassiveAsync("mine", Cancellation));
            Assert.Equal(2, Folders().Length);
        }

        Assert.Empty(Folders());

        string[] Folders() => Directory.GetDirectories(Path.GetTempPath(), $"{name}-*");
    }

    [Fact]
    public async Task Second_broker_on_the_same_volume_fails_to_start_and_names_the_folder()
    {
        var volume = $"volume-{Guid.NewGuid():N}";
        await using var first = await StartAsync(broker => broker.WithDataVolume(volume));
        var builder = Probes.CreateBuilder();
        builder.AddRabbitMQ("messaging").WithDataVolume(volume);
        await using var second = await builder.StartAsync(Cancellation);

        await second.ResourceNotifications.WaitForResourceAsync("messaging", KnownResourceStates.FailedToStart, Cancellation);

        Assert.Contains(await second.LogAsync("messaging", Cancellation), line => line.Contains(volume, StringComparison.Ordinal));
        Assert.Equal(KnownResourceStates.Running, first.Snapshot("messaging").State?.Text);
    }

    [Fact]
    public async Task Restarted_broker_has_the_same_address_and_keeps_its_volume()
    {
        await using var app = await StartAsync(broker => broker.WithDataVolume($"volume-{Guid.NewGuid():N}").WithManagementPlugin());
        var address = await app.GetConnectionStringAsync("messaging", Cancellation);
        await using (var connection = await ConnectAsync(app))
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
            await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancellation);
        }

        var stopped = await app.ResourceCommands.ExecuteCommandAsync("messaging", KnownResourceCommands.StopCommand, Cancellation);
        Assert.True(stopped.Success, stopped.Message);
        Assert.Equal(KnownResourceStates.Exited, app.Snapshot("messaging").State?.Text);
        await app.ResourceCommands.ExecuteCommandAsync("messaging", KnownResourceCommands.StartCommand, Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("messaging", Cancellation);

        Assert.Equal(address, await app.GetConnectionStringAsync("messaging", Cancellation));
        await using var again = await ConnectAsync(app);
        await using var reader = await again.CreateChannelAsync(cancellationToken: Cancellation);
        Assert.Equal("kept", (await reader.QueueDeclarePassiveAsync("kept", Cancellation)).QueueName);

        using var client = new HttpClient { BaseAddress = app.GetEndpoint("messaging", "management") };
        Assert.Contains("RabbitMQ Management", await client.GetStringAsync("/", Cancellation), StringComparison.Ordinal);
    }

    private async Task<DistributedApplication> StartAsync(Action<IResourceBuilder<RabbitMQServerResource>>? configure = null, string name = "messaging")
    {
        var builder = Probes.CreateBuilder();
        var broker = builder.AddRabbitMQ(name);
        configure?.Invoke(broker);
        var app = await builder.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync(name, Cancellation);
        return app;
    }

    private async Task<IConnection> ConnectAsync(DistributedApplication app, string name = "messaging")
    {
        var factory = new ConnectionFactory { Uri = new Uri((await app.GetConnectionStringAsync(name, Cancellation))!), AutomaticRecoveryEnabled = false };
        return await factory.CreateConnectionAsync(Cancellation);
    }
}
