using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Playlist.Client.Consoles;

namespace Playlist.Client.Screen;

/// <summary>The terminal that the screen fills, and leaves as it found it.</summary>
/// <param name="output">Of the terminal; disposed with this.</param>
/// <param name="keys">The keys that are pressed there, once they are wanted.</param>
internal sealed class ScreenDisplay(Stream output, Func<ScreenSize> size, Func<ChannelReader<ConsoleKeyInfo>> keys) : IDisposable
{
    // DEC private modes: the other screen (1049), no line breaks where a row is full (7), no cursor (25), and a frame that is shown at once (2026).
    private const string EnterSequence = "\e[?1049h\e[?25l";
    private const string BeginScreen = "\e[?7l\e[2J";
    private const string LeaveSequence = "\e[?2026l\e[0m\e[?7h\e[?25h\e[?1049l";
    private const string BeginFrame = "\e[?2026h\e[?25l";
    private const string EndFrame = "\e[?2026l";

    private readonly Lock _lock = new();
    private Frame? _shown;
    private bool _isEntered;

    /// <summary>Whether this process has a terminal that can show it.</summary>
    public static bool IsPossible =>
        !Console.IsInputRedirected && !Console.IsOutputRedirected
        && (OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"))
        && SizeOfProcess().IsEnough;

    public ScreenSize Size => size();

    /// <summary>The terminal that this process runs in.</summary>
    public static ScreenDisplay OfProcess() => new(Console.OpenStandardOutput(), SizeOfProcess, Keyboard.Read);

    public ChannelReader<ConsoleKeyInfo> ReadKeys() => keys();

    public void Enter()
    {
        lock (_lock)
        {
            if (!_isEntered)
            {
                AppDomain.CurrentDomain.UnhandledException += LeaveAtLast;
                Write(EnterSequence);
                (_isEntered, _shown) = (true, null);
            }
        }
    }

    /// <summary>May be called at any time, and more than once.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (_isEntered)
            {
                _isEntered = false;
                AppDomain.CurrentDomain.UnhandledException -= LeaveAtLast;
                Write(LeaveSequence);
            }
        }
    }

    /// <summary>Sends the rows that have changed, all at once.</summary>
    public void Show(Frame frame)
    {
        lock (_lock)
        {
            var sent = new StringBuilder(BeginFrame);
            var before = _shown?.Size == frame.Size ? _shown : null;
            if (before is null)
            {
                sent.Append(BeginScreen);
            }

            for (var row = 0; row < frame.Rows.Count; row++)
            {
                if (before?.Rows[row] != frame.Rows[row])
                {
                    sent.Append(CultureInfo.InvariantCulture, $"\e[{row + 1};1H\e[2K{frame.Rows[row]}");
                }
            }

            var hasChanged = before is null || before.Cursor != frame.Cursor || sent.Length > BeginFrame.Length;
            _shown = frame;
            if (_isEntered && hasChanged)
            {
                if (frame.Cursor is { } cursor)
                {
                    sent.Append(CultureInfo.InvariantCulture, $"\e[{frame.Rows.Count};{cursor + 1}H\e[?25h");
                }

                Write(sent.Append(EndFrame).ToString());
            }
        }
    }

    /// <summary>The next frame is sent whole.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _shown = null;
        }
    }

    public void Dispose()
    {
        Leave();
        output.Dispose();
    }

    private static ScreenSize SizeOfProcess() => new(Console.WindowWidth, Console.WindowHeight);

    private void LeaveAtLast(object sender, UnhandledExceptionEventArgs failure) => Leave();

    private void Write(string text)
    {
        output.Write(Encoding.UTF8.GetBytes(text));
        output.Flush();
    }
}
