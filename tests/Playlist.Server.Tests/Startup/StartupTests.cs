using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Startup;

public sealed class StartupTests() : TimedTest(TimeSpan.FromSeconds(60))
{
    [Fact]
    public async Task A_taken_port_ends_the_server_with_one_line_that_tells_what_to_do()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        using var server = new ServerProcess([$"--SongServer:Port={port}"]);

        Assert.Equal(1, await server.WaitForExitAsync(Cancellation));
        var line = Assert.Single(server.Errors);
        Assert.StartsWith($"Port {port} on 127.0.0.1 is taken", line, StringComparison.Ordinal);
        Assert.Contains("--SongServer:Port=", line, StringComparison.Ordinal);
        Assert.Contains("SongServer__Port", line, StringComparison.Ordinal);
        Assert.Contains(WhoHolds(port), line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_settings_are_all_named_and_nothing_listens()
    {
        using var server = new ServerProcess(["--SongServer:Port=0", "--SongServer:MaxLineBytes=1023", "--SongServer:IdleTimeout=00:00:00.999", "--SongServer:Address=nowhere", "--Library:SettleTime=00:00:00.0999"]);

        Assert.Equal(1, await server.WaitForExitAsync(Cancellation));
        var told = string.Join('\n', server.Errors);
        Assert.Contains("SongServer:MaxLineBytes", told, StringComparison.Ordinal);
        Assert.Contains("SongServer:IdleTimeout", told, StringComparison.Ordinal);
        Assert.Contains("SongServer:Address", told, StringComparison.Ordinal);
        Assert.Contains("Library:SettleTime", told, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_of_the_wrong_type_is_named()
    {
        using var server = new ServerProcess(["--SongServer:Port=abc"]);

        Assert.Equal(1, await server.WaitForExitAsync(Cancellation));
        var line = Assert.Single(server.Errors);
        Assert.Contains("abc", line, StringComparison.Ordinal);
        Assert.Contains("SongServer:Port", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_library_is_told_with_its_path_and_option()
    {
        using var server = new ServerProcess(["--SongServer:Port=0", "--Library:Path=/nowhere/at/all"]);

        Assert.Equal(1, await server.WaitForExitAsync(Cancellation));
        var line = Assert.Single(server.Errors);
        Assert.Contains("/nowhere/at/all", line, StringComparison.Ordinal);
        Assert.Contains("Library:Path", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_termination_signal_ends_the_server_promptly_whoever_is_connected()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals on Windows: run this test on Linux or macOS.");
        using var server = new ServerProcess(["--SongServer:Port=0"]);
        await using var silent = await server.ConnectAsync(Cancellation);
        await using var asked = await server.ConnectAsync(Cancellation);
        await asked.AskAsync("""{"id":1,"op":"ping"}""", Cancellation);
        await using var begun = await server.ConnectAsync(Cancellation);
        await begun.SendAsync("""{"id":1"""u8.ToArray(), Cancellation);

        var since = Stopwatch.GetTimestamp();
        server.Terminate();

        Assert.Equal(0, await server.WaitForExitAsync(Cancellation));
        // Clients that do not close are waited for, for a second; the rest is for a machine that is busy.
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(6));
        Assert.Empty(server.Errors);
        Assert.Null(await silent.ReadLineAsync(Cancellation));
        Assert.Null(await asked.ReadLineAsync(Cancellation));
    }

    private static string WhoHolds(int port) =>
        OperatingSystem.IsWindows() ? $"findstr :{port}" : OperatingSystem.IsMacOS() ? $"lsof -i :{port}" : $"ss -ltnp 'sport = :{port}'";
}
