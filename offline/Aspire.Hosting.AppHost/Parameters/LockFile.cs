namespace Aspire.Hosting.ApplicationModel;

/// <summary>A file that only one process at a time can hold; the system lets go of it when that process ends, however it ends.</summary>
internal static class LockFile
{
    /// <returns><see langword="null"/> when another process holds it.</returns>
    public static FileStream? TryHold(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <exception cref="TimeoutException">Another process held it all the time.</exception>
    public static FileStream Wait(string path, TimeSpan timeout)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (TryHold(path) is { } held)
            {
                return held;
            }

            if (TimeProvider.System.GetElapsedTime(start) > timeout)
            {
                throw new TimeoutException($"Another process holds {path}.");
            }

            Thread.Sleep(20);
        }
    }
}
