using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Microsoft.Extensions.Hosting;

/// <summary>Why the broker did not confirm a message.</summary>
/// <param name="ErrorType">For telemetry: one of docs/messaging.md, section 9.</param>
/// <param name="Words">For people: what is wrong and what to do, one sentence each.</param>
public sealed record BrokerFault(string ErrorType, string Words)
{
    /// <summary>The broker answered no to this one message, and is well otherwise.</summary>
    public const string Nack = "nack";

    private const string NoAnswer = "RabbitMQ does not answer. Check that it runs, and that ConnectionStrings:messaging names it.";

    /// <summary>Whether the fault is the broker's or the network's, not a bug here.</summary>
    public static bool IsCause(Exception exception) =>
        exception is RabbitMQClientException or OperationCanceledException or IOException or SocketException or TimeoutException or ObjectDisposedException;

    /// <param name="blocked">Why the broker said that it takes no messages for now, if it did.</param>
    public static BrokerFault Of(Exception exception, string? blocked) => exception.GetBaseException() switch
    {
        PublishException => new(Nack, "RabbitMQ refused the message. Its log says why: a queue that it goes to may have failed."),
        _ when blocked is not null => new("blocked", $"RabbitMQ takes no messages for now: {blocked}. Free memory or disk space where it runs."),
        PossibleAuthenticationFailureException => new("access_refused", "RabbitMQ refuses the user or the password. Correct them in ConnectionStrings:messaging, and start this process again."),
        OperationInterruptedException { ShutdownReason: { Initiator: ShutdownInitiator.Peer, ReplyCode: >= 400 } reason } =>
            new("refused", $"RabbitMQ refuses what is needed ({reason.ReplyText}). Correct that on the broker (an exchange that differs can be deleted)."),
        OperationCanceledException or TimeoutException => new("timeout", NoAnswer),
        _ => new("unreachable", NoAnswer),
    };
}
