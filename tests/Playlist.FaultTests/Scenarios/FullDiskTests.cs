using System.Net;
using Playlist.FaultTests.Processes;
using Playlist.Testing;

namespace Playlist.FaultTests.Scenarios;

/// <summary>On a small disk, which is full for a while.</summary>
[Collection(typeof(Faults))]
[Trait("Category", "Long")]
public sealed class FullDiskTests(SharedStage shared) : TimedTest(TimeSpan.FromMinutes(10))
{
    private const int DiskBytes = 16 * 1024 * 1024;

    [Fact]
    public async Task A_full_outbox_refuses_with_507_and_loses_nothing()
    {
        using var disk = SmallDisk.Mount(DiskBytes);
        await using var stage = new Stage(shared.Broker) { OutboxFolder = disk.Folder };
        await stage.StartAsync(Cancellation);
        stage.Posts.Padding = new string('x', 1500);
        var done = false;
        var posting = stage.Posts.PostSteadilyAsync(() => !Volatile.Read(ref done), stage.Artists, Cancellation);
        await stage.Posts.WhenMoreAsync(20, Cancellation);

        disk.Fill();
        await stage.Posts.WhenRefusedAsync(HttpStatusCode.InsufficientStorage, Cancellation);
        await Eventually.GetAsync(async token => await stage.Notifier.TryGetHealthAsync(token) == "Unhealthy" ? "" : null, "the notifier to be unhealthy", Cancellation);

        disk.Free();
        await stage.Posts.WhenMoreAsync(20, Cancellation);
        Volatile.Write(ref done, true);
        await posting;
        await stage.AssertCleanAsync(Cancellation);
    }

    [Fact]
    public async Task A_notifier_that_is_killed_with_its_disk_full_loses_nothing()
    {
        using var disk = SmallDisk.Mount(DiskBytes);
        await using var stage = new Stage(shared.Broker) { OutboxFolder = disk.Folder };
        await stage.StartAsync(Cancellation);
        stage.Posts.Padding = new string('x', 1500);
        var done = false;
        var posting = stage.Posts.PostSteadilyAsync(() => !Volatile.Read(ref done), stage.Artists, Cancellation);
        await stage.Posts.WhenMoreAsync(20, Cancellation);

        disk.Fill();
        await stage.Posts.WhenRefusedAsync(HttpStatusCode.InsufficientStorage, Cancellation);
        await stage.Notifier.KillAsync(Cancellation);
        disk.Free();
        await stage.Notifier.StartAsync(Cancellation);

        Volatile.Write(ref done, true);
        await posting;
        await stage.AssertCleanAsync(Cancellation);
    }

    [Fact]
    public async Task What_a_full_inbox_cannot_take_waits_in_the_queue()
    {
        using var disk = SmallDisk.Mount(DiskBytes);
        await using var stage = new Stage(shared.Broker) { InboxFolder = disk.Folder };
        await stage.StartAsync(Cancellation);
        stage.Posts.Padding = new string('x', 1500);
        await stage.PostAsync(5, Cancellation);
        await stage.WhenReceivedAllAsync(stage.Client, Cancellation);

        disk.Fill();
        var done = false;
        var posting = stage.Posts.PostSteadilyAsync(() => !Volatile.Read(ref done), stage.Artists, Cancellation);
        await WhenItSaysSoAsync(stage.Client);
        Volatile.Write(ref done, true);
        await posting;
        await stage.WhenReceivedAllAsync(stage.Clients[1], Cancellation);

        disk.Free();
        await stage.AssertCleanAsync(Cancellation);
    }

    private Task<string> WhenItSaysSoAsync(ClientProcess client) =>
        Eventually.GetAsync(
            _ => Task.FromResult(client.Output.FirstOrDefault(line => line.Contains("There is no room for", StringComparison.Ordinal))),
            $"{client} to say that its disk is full",
            Cancellation);
}
