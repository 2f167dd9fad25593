using System.Threading.Channels;

namespace Playlist.Client.Consoles;

/// <summary>The keys that a person presses.</summary>
internal static class Keyboard
{
    /// <summary>Reads keys on a thread of their own, since waiting for a key cannot be cancelled; it ends with the process.</summary>
    /// <returns>The keys; it is completed when the terminal is gone.</returns>
    public static ChannelReader<ConsoleKeyInfo> Read()
    {
        var keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
        var thread = new Thread(() =>
        {
            try
            {
                while (true)
                {
                    keys.Writer.TryWrite(Console.ReadKey(intercept: true));
                }
            }
            catch (InvalidOperationException)
            {
                // The terminal is gone.
                keys.Writer.TryComplete();
            }
        })
        {
            IsBackground = true,
            Name = "keyboard",
        };
        thread.Start();
        return keys.Reader;
    }
}
