using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Playlist.Client.Inbox;
using Playlist.Client.Screen;
using Playlist.Client.Tests.Inbox;
using Playlist.Client.Tests.Songs;
using Playlist.Testing;

namespace Playlist.Client.Tests.Screen;

/// <summary>The screen within the tests' process: what nobody foresaw, and what others do.</summary>
public sealed class ScreenFailureTests : IAsyncDisposable
{
    private readonly FakeSongServer _server = new("Golden", "Lover");
    private readonly MemoryStream _output = new();
    private readonly Channel<ConsoleKeyInfo> _keys = Channel.CreateUnbounded<ConsoleKeyInfo>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_failure_that_nobody_foresaw_leaves_the_terminal_as_it_was()
    {
        using var host = Build(services => services.AddSingleton<IInbox>(new BrokenInbox(new NotSupportedException("Nobody foresaw this."))));

        var failure = await Assert.ThrowsAsync<NotSupportedException>(() => RunAsync(host));

        Assert.Equal("Nobody foresaw this.", failure.Message);
        AssertLeft();
    }

    [Fact]
    public async Task A_terminal_that_is_gone_ends_it()
    {
        using var host = Build(_ => { });
        _keys.Writer.Complete();

        await RunAsync(host);

        AssertLeft();
    }

    private static async Task RunAsync(IHost host) => await host.Services.GetRequiredService<SongScreen>().RunAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

    private IHost Build(Action<IServiceCollection> change)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["SongClient:Server"] = _server.Address });
        builder.Services.AddServiceDiscovery();
        builder.AddSongScreen(new ScreenDisplay(_output, () => new ScreenSize(80, 24), () => _keys.Reader), player: null);
        change(builder.Services);
        return builder.Build();
    }

    private void AssertLeft()
    {
        var screen = new TerminalScreen();
        var sent = Encoding.UTF8.GetString(_output.ToArray());
        screen.Write(sent);
        Assert.StartsWith("\e[?1049h", sent, StringComparison.Ordinal);
        Assert.Equal((false, true), (screen.IsAlternate, screen.IsCursorVisible));
        Assert.Equal([""], screen.Lines);
    }
}
