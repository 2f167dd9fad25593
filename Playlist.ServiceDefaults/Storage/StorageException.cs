namespace Playlist.ServiceDefaults.Storage;

/// <summary>The database cannot be used, and nothing was written; the message names it and the remedy.</summary>
/// <param name="isFull">Whether there is no room for it.</param>
public sealed class StorageException(string message, bool isFull, Exception innerException) : Exception(message, innerException)
{
    public bool IsFull => isFull;
}
