using RabbitMQ.Client;

namespace Microsoft.Extensions.Hosting;

/// <summary>How every process gets at RabbitMQ.</summary>
public static class BrokerExtensions
{
    // Soon after it, both sides have found out that a connection is dead without a word. The broker needs that too: a client that
    // connects anew is let at its queue only when its old, exclusive consumer is gone.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>Adds a connection factory for the broker of a connection string. Spans, health and recovery are the process's own.</summary>
    /// <param name="connectionName">The connection string's name, and the AppHost's resource.</param>
    public static void AddBroker(this IHostApplicationBuilder builder, string connectionName) =>
        builder.AddRabbitMQClient(
            connectionName,
            settings => settings.DisableTracing = settings.DisableHealthChecks = true,
            factory =>
            {
                factory.AutomaticRecoveryEnabled = factory.TopologyRecoveryEnabled = false;
                factory.RequestedHeartbeat = Heartbeat;
            });

    /// <param name="address">Such as <c>amqp://user:password@host:port</c>.</param>
    /// <returns>Whether it is one that RabbitMQ's client takes.</returns>
    public static bool IsBroker(string? address)
    {
        try
        {
            return Uri.TryCreate(address, UriKind.Absolute, out var uri) && new ConnectionFactory { Uri = uri }.HostName.Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>What to say of an address that is none.</summary>
    public static string NoBroker(string connectionName) =>
        $"ConnectionStrings:{connectionName} must be the address of a RabbitMQ broker, such as amqp://guest:guest@localhost:5672.";
}
