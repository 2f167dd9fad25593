using Microsoft.Extensions.Configuration;

namespace Playlist.AppHost;

internal static class Broker
{
    /// <summary>Adds RabbitMQ: the existing broker or cluster of the connection string <paramref name="name"/> when one is configured, else one of the application's own.</summary>
    /// <remarks><c>Broker:Persistent=false</c> gives the application's own broker no data volume: it starts empty every time, as the tests need it.</remarks>
    public static IResourceBuilder<IResourceWithConnectionString> AddBroker(this IDistributedApplicationBuilder builder, string name)
    {
        if (builder.Configuration.GetConnectionString(name) is { Length: > 0 })
        {
            return builder.AddConnectionString(name);
        }

        var broker = builder.AddRabbitMQ(name).WithManagementPlugin().WithUsers();
        return builder.Configuration.GetValue("Broker:Persistent", defaultValue: true) ? broker.WithDataVolume() : broker;
    }
}
