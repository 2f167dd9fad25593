using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Playlist.Client.Messaging;

/// <summary>Why messages do not come through, and what to do, for a person.</summary>
internal static class BrokerProblem
{
    /// <summary>Whether this is the broker's or the network's, and so may pass.</summary>
    public static bool Is(Exception exception) =>
        exception is RabbitMQClientException or OperationCanceledException or IOException or SocketException or TimeoutException or ObjectDisposedException or InvalidOperationException;

    public static string Describe(Exception exception, Uri broker) => Find(exception) switch
    {
        AuthenticationFailureException => $"{Name(broker)} refuses the user or the password: correct ConnectionStrings:messaging.",
        OperationInterruptedException { ShutdownReason: { ReplyCode: Constants.AccessRefused } reason } when reason.ReplyText.Contains("exclusive", StringComparison.OrdinalIgnoreCase) =>
            $"{Name(broker)} lets one client of this name listen, and another one does ({reason.ReplyText}): end it, or set another Client:Name.",
        OperationInterruptedException { ShutdownReason: { ReplyCode: Constants.PreconditionFailed } reason } =>
            $"{Name(broker)} has a queue or an exchange that differs from docs/messaging.md ({reason.ReplyText}): delete it there.",
        OperationInterruptedException { ShutdownReason: { Initiator: ShutdownInitiator.Peer } reason } when reason.ReplyCode != Constants.ConnectionForced =>
            $"{Name(broker)} refuses ({reason.ReplyText}).",
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
