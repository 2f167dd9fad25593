using RabbitMQ.Client.Exceptions;

namespace Playlist.Notifier.Updates;

/// <summary>The broker did not confirm: whether a follower will hear it is unknown.</summary>
/// <param name="wasConnected">Whether it had been handed to the broker: else the exchanges could not be declared, or nothing was there.</param>
internal sealed class PublishFailedException(BrokerFault fault, bool wasConnected, Exception innerException) : Exception(fault.Words, innerException)
{
    // AMQP 0-9-1's codes for a message that is too large: RabbitMQ says the second.
    private const int ContentTooLarge = 311;
    private const int PreconditionFailed = 406;

    /// <inheritdoc cref="BrokerFault.ErrorType"/>
    public string ErrorType => fault.ErrorType;

    /// <summary>The broker is well, and said no to this very message.</summary>
    public bool IsNack => fault.ErrorType == BrokerFault.Nack;

    /// <summary>The broker closed the channel because of one of the messages on it, not for want of anything else.</summary>
    public bool IsRefusal => wasConnected && InnerException?.GetBaseException() is OperationInterruptedException { ShutdownReason.ReplyCode: ContentTooLarge or PreconditionFailed };
}
