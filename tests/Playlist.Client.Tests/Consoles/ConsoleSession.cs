using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Playlist.Client.Consoles;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;

namespace Playlist.Client.Tests.Consoles;

/// <summary>A console that a test types into, as it is registered, without a terminal and without a broker.</summary>
internal sealed class ConsoleSession : IAsyncDisposable
{
    private const string Question = "Which song do you want to play?: ";

    private readonly Keyboard _keyboard = new();
    private readonly Screen _screen = new();
    private readonly IHost _host;
    private readonly Task _running;
    private int _seen;

    private ConsoleSession(string server, AudioPlayer? player, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["SongClient:Server"] = server, ["SongClient:RequestTimeout"] = "00:00:01" });
        builder.Services.AddServiceDiscovery();
        builder.AddSongConsole(new Terminal(_keyboard, _screen), player);
        _host = builder.Build();
        _running = _host.Services.GetRequiredService<SongConsole>().RunAsync(cancellationToken);
    }

    /// <returns>A console that has listed the songs.</returns>
    public static async Task<ConsoleSession> StartAsync(string server, AudioPlayer? player, CancellationToken cancellationToken)
    {
        var session = new ConsoleSession(server, player, cancellationToken);
        await session._screen.AskedAsync(1, cancellationToken);
        session._seen = session._screen.Text.Length;
        return session;
    }

    /// <returns>The lines that came until the next line may be typed.</returns>
    public async Task<string[]> TypeAsync(string line, CancellationToken cancellationToken)
    {
        var asked = _screen.Asked;
        _keyboard.Lines.Writer.TryWrite(line);
        await _screen.AskedAsync(asked + 1, cancellationToken);
        var lines = _screen.Text[_seen..].Replace(Question, "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _seen = _screen.Text.Length;
        return lines;
    }

    /// <summary>Waits for a line that comes by itself.</summary>
    public Task<string> LineAsync(string part, CancellationToken cancellationToken) => _screen.LineAsync(part, cancellationToken);

    /// <summary>The broker says that a playlist may have been written.</summary>
    public void Announce() => _host.Services.GetRequiredService<PlaylistChanges>().Listening();

    public async Task QuitAsync()
    {
        _keyboard.Lines.Writer.TryWrite("quit");
        await _running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        _keyboard.Lines.Writer.TryComplete();
        await _running.WaitAsync(TimeSpan.FromSeconds(30));
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private sealed class Keyboard : TextReader
    {
        public Channel<string> Lines { get; } = Channel.CreateUnbounded<string>();

        public override async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) =>
            await Lines.Reader.WaitToReadAsync(cancellationToken) && Lines.Reader.TryRead(out var line) ? line : null;
    }

    /// <summary>All that was written; written to by one at a time.</summary>
    private sealed class Screen : TextWriter
    {
        private readonly Lock _lock = new();
        private readonly StringBuilder _text = new();
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Encoding Encoding => Encoding.UTF8;

        public override string NewLine => "\n";

        public int Asked => Text.Split(Question).Length - 1;

        public string Text
        {
            get
            {
                lock (_lock)
                {
                    return _text.ToString();
                }
            }
        }

        public override void Write(char value) => Write($"{value}");

        public override void WriteLine(string? value) => Write(value + "\n");

        public override void Write(string? value)
        {
            TaskCompletionSource changed;
            lock (_lock)
            {
                _text.Append(value);
                changed = _changed;
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            changed.SetResult();
        }

        public Task<string> AskedAsync(int times, CancellationToken cancellationToken) => UntilAsync(() => Asked >= times ? "" : null, cancellationToken);

        public Task<string> LineAsync(string part, CancellationToken cancellationToken) =>
            UntilAsync(() => Text.Split('\n')[..^1].FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal)), cancellationToken);

        private async Task<string> UntilAsync(Func<string?> look, CancellationToken cancellationToken)
        {
            while (true)
            {
                Task changed;
                lock (_lock)
                {
                    changed = _changed.Task;
                }

                if (look() is { } found)
                {
                    return found;
                }

                try
                {
                    await changed.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
                }
                catch (TimeoutException)
                {
                    throw new TimeoutException($"Not on the screen within 30 s. It shows:\n{Text}");
                }
            }
        }
    }
}
