using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Playlist.Client.Messaging;

/// <summary>Why messages do not come through, and what to do, for a person.</summary>
internal static class BrokerProblem
{
    /// <summary>Whether this is the broker's or the network's, and so may pass.</summary>
    public static bool Is(Exception exception) =>
        exception is RabbitMQClientException or OperationCanceledException or IOException or SocketException or TimeoutException or ObjectDisposedException or InvalidOperationException or BrokerLostException;

    public static string Describe(Exception exception, Uri broker) => Find(exception) switch
    {
        AuthenticationFailureException => $"{Name(broker)} refuses the user or the password: correct ConnectionStrings:messaging.",
        OperationInterruptedException { ShutdownReason: { ReplyCode: Constants.PreconditionFailed } reason } =>
            $"{Name(broker)} has a queue or an exchange that differs from docs/messaging.md ({reason.ReplyText}): delete it there, with what waits in it, or set Client:Queue as it was.",
        OperationInterruptedException { ShutdownReason: { ReplyCode: Constants.NotFound } reason } =>
            $"{Name(broker)} lacks what this client needs and may not make ({reason.ReplyText}): start the notifier and the server, which make it.",
        OperationInterruptedException { ShutdownReason: { Initiator: ShutdownInitiator.Peer } reason } when reason.ReplyCode != Constants.ConnectionForced =>
            $"{Name(broker)} refuses ({reason.ReplyText}).",
        QueueTakenException taken => $"{Name(broker)} lets one client of this name listen, and another one does ({taken.Message}): end it, or set another Client:Name. A connection that this client has lost ends by itself within half a minute.",
        DeafConsumerException deaf => $"This client heard nothing from the broker at {broker.Host}:{broker.Port} ({deaf.Message}), and begins to listen anew.",
        OperationCanceledException or TimeoutException => Describe("no answer in time", broker),
        var other => Describe(other.Message, broker),
    };

    public static string Describe(string reason, Uri broker) => $"{Name(broker)} cannot be reached ({reason.TrimEnd('.')}).";

    private static string Name(Uri broker) => $"The broker at {broker.Host}:{broker.Port}";

    /// <summary>The exception that says most.</summary>
    private static Exception Find(Exception exception) => exception switch
    {
        BrokerUnreachableException { InnerException: { } inner } => Find(inner),
        AggregateException { InnerExceptions: [var first, ..] } => Find(first),
        _ => exception,
    };
}
