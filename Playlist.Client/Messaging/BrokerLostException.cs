namespace Playlist.Client.Messaging;

/// <summary>Nothing comes through any more.</summary>
/// <param name="message">Why, in the broker's or the network's words.</param>
internal class BrokerLostException(string message) : Exception(message);

/// <summary>The connection looks healthy, but its consumer hears nothing.</summary>
internal sealed class DeafConsumerException(string message) : BrokerLostException(message);

/// <summary>Another process consumes this client's queue: they would each hear half.</summary>
internal sealed class QueueTakenException(string queue) : BrokerLostException($"the queue '{queue}' has a consumer");
