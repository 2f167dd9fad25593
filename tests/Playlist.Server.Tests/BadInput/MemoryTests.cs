using System.Text;
using Playlist.Server.Tests.Hosting;
using Playlist.Testing;

namespace Playlist.Server.Tests.BadInput;

/// <summary>Clients that misbehave, one after the other, leave nothing behind.</summary>
/// <remarks>Runs when no other test does: memory is the process's.</remarks>
[Collection(typeof(Alone))]
public sealed class MemoryTests() : TimedTest(TimeSpan.FromSeconds(60))
{
    // 3 KiB a client: a connection that is held on to is more than that. What the pools keep does not grow with the clients.
    private const int Clients = 2000;
    private const long Margin = 6 * 1024 * 1024;

    public static TheoryData<string> Misbehaviours => [nameof(SendNoise), nameof(SendHalfALine), nameof(SendTooLongALine), nameof(PlayAndDoNotRead), nameof(NestDeeply), nameof(AskForNothing)];

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public async Task Memory_is_back_after_clients_that_misbehave(string misbehaviour)
    {
        using var music = new MusicFolder().Add("Long", "Nobody", SlowReader.MoreThanBuffersHold);
        await using var server = await SongServer.StartAsync([music.Setting], Cancellation);
        await MisbehaveAsync(server, misbehaviour, clients: 100);
        var before = MemoryInUse(server);

        await MisbehaveAsync(server, misbehaviour, Clients);

        Assert.InRange(MemoryInUse(server) - before, long.MinValue, Margin);
        await using var fresh = await server.ConnectAsync(Cancellation);
        Assert.True((await fresh.AskAsync("""{"id":1,"op":"ping"}""", Cancellation)).IsOk());
    }

    private async Task MisbehaveAsync(SongServer server, string misbehaviour, int clients)
    {
        using var active = server.Collect<long>(ServerTelemetry.ActiveConnections);
        foreach (var batch in Enumerable.Range(0, clients).Chunk(20))
        {
            var connections = await Task.WhenAll(batch.Select(_ => server.ConnectAsync(Cancellation)));
            foreach (var connection in connections)
            {
                await (misbehaviour switch
                {
                    nameof(SendNoise) => SendNoise(connection),
                    nameof(SendHalfALine) => SendHalfALine(connection),
                    nameof(SendTooLongALine) => SendTooLongALine(connection),
                    nameof(PlayAndDoNotRead) => PlayAndDoNotRead(connection),
                    nameof(NestDeeply) => NestDeeply(connection),
                    _ => AskForNothing(),
                });
            }

            foreach (var connection in connections)
            {
                connection.Abort();
                await connection.DisposeAsync();
            }
        }

        await active.WaitForMeasurementsAsync(2 * clients, Cancellation);
    }

    private Task SendNoise(SongConnection connection)
    {
        var noise = new byte[1000];
        Random.Shared.NextBytes(noise);
        return connection.SendAsync((byte[])[(byte)'{', .. noise], Cancellation);
    }

    private Task SendHalfALine(SongConnection connection) => connection.SendAsync(Encoding.UTF8.GetBytes("{\"id\":1,\"" + new string('x', 16_000)), Cancellation);

    private Task SendTooLongALine(SongConnection connection) => connection.SendAsync(Encoding.UTF8.GetBytes(new string('x', 16_385)), Cancellation);

    private Task PlayAndDoNotRead(SongConnection connection) => connection.SendLineAsync("""{"id":1,"op":"play","song":"Long"}""", Cancellation);

    private Task NestDeeply(SongConnection connection) => connection.SendLineAsync("""{"id":7,"op":"ping","x":""" + new string('[', 10_000), Cancellation);

    private static Task AskForNothing() => Task.CompletedTask;

    private static long MemoryInUse(SongServer server)
    {
        server.Log.Clear();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
