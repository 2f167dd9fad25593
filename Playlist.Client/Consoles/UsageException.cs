namespace Playlist.Client.Consoles;

/// <summary>What was typed cannot be done.</summary>
/// <param name="message">For the one who typed it: what is wrong and what to do. Without words of others, or with cleaned ones.</param>
internal sealed class UsageException(string message) : Exception(message);
