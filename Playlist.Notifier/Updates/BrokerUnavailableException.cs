using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Playlist.Notifier.Updates;

/// <summary>The broker did not confirm the update: whether a follower will hear it is unknown.</summary>
/// <param name="errorType">For telemetry, one of docs/messaging.md, section 8.</param>
/// <param name="message">For people: what is wrong and what to do.</param>
internal sealed class BrokerUnavailableException(string errorType, string message, Exception innerException) : Exception(message, innerException)
{
    /// <summary>The broker answered no to this one update, and is well otherwise.</summary>
    public const string Nack = "nack";

    public string ErrorType => errorType;

    /// <summary>Whether the fault is the broker's or the network's, not a bug here.</summary>
    public static bool IsCause(Exception exception) =>
        exception is RabbitMQClientException or OperationCanceledException or IOException or SocketException or TimeoutException or ObjectDisposedException;

    /// <param name="blocked">Why the broker said that it takes no messages for now, if it did.</param>
    public static BrokerUnavailableException Because(Exception exception, string? blocked)
    {
        var (errorType, message) = exception.GetBaseException() switch
        {
            PublishException =>
                (Nack, "RabbitMQ refused the update. Its log says why: a follower's queue may have failed. Then send the update again."),
            _ when blocked is not null =>
                ("blocked", $"RabbitMQ takes no messages for now: {blocked}. Free memory or disk space where it runs, then send the update again."),
            PossibleAuthenticationFailureException =>
                ("access_refused", "RabbitMQ refuses the user or the password. Correct them in ConnectionStrings:messaging, then start the notifier again."),
            OperationInterruptedException { ShutdownReason: { Initiator: ShutdownInitiator.Peer, ReplyCode: >= 400 } reason } =>
                ("refused", $"RabbitMQ refuses what the notifier needs ({reason.ReplyText}). Correct that on the broker (an exchange that differs can be deleted), then send the update again."),
            OperationCanceledException or TimeoutException => ("timeout", NoAnswer),
            _ => ("unreachable", NoAnswer),
        };
        return new BrokerUnavailableException(errorType, message, exception);
    }

    private const string NoAnswer = "RabbitMQ does not answer. Check that it runs, and that ConnectionStrings:messaging names it, then send the update again.";
}
