using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Playlist.Client.Messaging;

/// <summary>A kind of message that this client listens for: its queue, and what becomes of what comes. <see cref="BrokerListener"/> calls it, for one connection after another.</summary>
internal interface IBrokerFeed
{
    /// <summary>The topic exchange that the queue is bound to.</summary>
    MessageSource Source { get; }

    /// <summary>Whether a message that cannot be handled is tried again, and then kept among the dead letters. Else it is dropped.</summary>
    bool IsKept { get; }

    /// <summary>Declares the queue and its bindings, on a channel that this feed has for itself. The exchange is there.</summary>
    Task<FeedQueue> DeclareAsync(IChannel channel, CancellationToken cancellationToken);

    /// <summary>From here on nothing is missed until the connection is <see cref="Lost"/>.</summary>
    void Listening();

    /// <summary>Gets one message at a time, in the order in which they came: it is acknowledged when this has ended. What throws a <see cref="FormatException"/> can never be handled.</summary>
    /// <param name="cancellationToken">Cancelled when the process stops and can wait no longer: the message comes again.</param>
    Task HandleAsync(BasicDeliverEventArgs delivery, CancellationToken cancellationToken);

    /// <summary>The channel is gone.</summary>
    void Lost();
}

/// <summary>Where messages come from, as telemetry names it.</summary>
internal sealed record MessageSource(string Exchange, string RoutingKeyTemplate);

/// <param name="IsShared">Whether another process could name it too: it is then consumed by one alone.</param>
internal readonly record struct FeedQueue(string Name, bool IsShared);
