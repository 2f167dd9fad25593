using System.Globalization;
using System.Text.RegularExpressions;
using Playlist.Server.Tests.Hosting;
using Playlist.Server.Tests.Startup;
using Playlist.Testing;

namespace Playlist.Server.Tests.BadInput;

[Trait("Category", "Long")]
[Collection(typeof(Alone))]
public sealed partial class IdleConnectionsTests() : TimedTest(TimeSpan.FromMinutes(5))
{
    private const int Connections = 10_000;

    // Within its limit the heap is as large as the collector likes: the margin is for all that is not heap.
    private const long Margin = 128 * 1024 * 1024;

    // A heap that holds these connections once, about 9 KiB each, and not twice: a server that kept them would end for want of memory.
    private static readonly KeyValuePair<string, string> HeapOf128MiB = new("DOTNET_GCHeapHardLimit", "0x8000000");

    [Theory]
    [InlineData("SongServer:MaxConnections=20000", "SongServer:MaxConnectionsPerAddress=20000")]
    [InlineData]
    public async Task Ten_thousand_connections_that_ask_for_nothing_keep_nobody_out_and_leave_nothing_behind(params string[] settings)
    {
        Assert.SkipUnless(OpenFilesAllowed() > Connections + 500, $"{Connections} connections need as many open files: run 'ulimit -n {2 * Connections}' first, on Linux.");
        using var server = new ServerProcess(["--SongServer:Port=0", .. settings.Select(setting => "--" + setting)], HeapOf128MiB);

        await OpenAndCloseAsync(server);
        await OpenAndCloseAsync(server);
        var before = server.WorkingSet;
        await OpenAndCloseAsync(server);
        await OpenAndCloseAsync(server);

        Assert.InRange(server.WorkingSet - before, long.MinValue, Margin);
        Assert.Empty(server.Errors);
    }

    private async Task OpenAndCloseAsync(ServerProcess server)
    {
        var idle = new List<SongConnection>(Connections);
        while (idle.Count < Connections)
        {
            idle.AddRange(await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => server.ConnectAsync(Cancellation))));
        }

        await AssertServedAsync(server);
        foreach (var connection in idle)
        {
            connection.Abort();
            await connection.DisposeAsync();
        }

        await AssertServedAsync(server);
    }

    private async Task AssertServedAsync(ServerProcess server)
    {
        await using var fresh = await server.ConnectAsync(Cancellation);
        Assert.True((await fresh.AskAsync("""{"id":1,"op":"ping"}""", Cancellation)).IsOk());
    }

    private static int OpenFilesAllowed()
    {
        const string limits = "/proc/self/limits";
        var match = File.Exists(limits) ? OpenFilesLine().Match(File.ReadAllText(limits)) : Match.Empty;
        return match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"Max open files\s+(\d+)")]
    private static partial Regex OpenFilesLine();
}
