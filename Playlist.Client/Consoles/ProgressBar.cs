using System.Globalization;

namespace Playlist.Client.Consoles;

/// <summary><c>[##########----------]  50% of 250,880 bytes</c></summary>
/// <param name="total">In bytes; 0 is an empty song, which is received at once.</param>
internal sealed class ProgressBar(ITranscript transcript, long total) : IProgress<long>
{
    private const int Width = 20;

    private int _percent = -1;

    public void Report(long value)
    {
        var percent = total > 0 ? (int)Math.Clamp(value * 100 / total, 0, 100) : 100;
        if (percent != _percent)
        {
            _percent = percent;
            transcript.ShowStatus(Draw(percent, total));
        }
    }

    public static string Draw(int percent, long total)
    {
        var done = percent * Width / 100;
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', done)}{new string('-', Width - done)}] {percent,3}% of {total:N0} bytes");
    }
}
