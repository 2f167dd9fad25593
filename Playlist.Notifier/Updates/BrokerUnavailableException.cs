namespace Playlist.Notifier.Updates;

/// <summary>The broker did not confirm the update: whether a follower will hear it is unknown.</summary>
internal sealed class BrokerUnavailableException(BrokerFault fault, Exception innerException) : Exception($"{fault.Words} Then send the update again.", innerException)
{
    /// <inheritdoc cref="BrokerFault.ErrorType"/>
    public string ErrorType => fault.ErrorType;
}
