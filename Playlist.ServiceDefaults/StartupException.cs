namespace Microsoft.Extensions.Hosting;

/// <summary>The process cannot start.</summary>
/// <param name="message">All that the person who starts it gets to see: what is wrong and what to do, in one line.</param>
public sealed class StartupException(string message, Exception? innerException = null) : Exception(message, innerException);
