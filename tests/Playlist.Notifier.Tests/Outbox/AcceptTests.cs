using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using Playlist.Notifier.Outbox;
using Playlist.ServiceDefaults.Storage;
using Playlist.Testing;

namespace Playlist.Notifier.Tests.Outbox;

/// <summary>What is accepted, what is refused and what is told of it, without a broker.</summary>
public sealed class AcceptTests
{
    private static readonly Uri Nowhere = new("amqp://127.0.0.1:1");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_accepted_update_can_be_asked_for()
    {
        await using var notifier = await RunningNotifier.StartAsync(Nowhere, Cancellation);
        var before = DateTimeOffset.UtcNow;

        var (status, answer) = await notifier.PostAsync("HUNTRX", "x", Cancellation);

        Assert.Equal((202, "accepted"), (status, answer.GetProperty("status").GetString()));
        var update = await notifier.FindAsync(answer.GetProperty("id").GetString()!, Cancellation);
        Assert.Equal(["id", "artist", "message", "status", "accepted_at", "finished_at", "attempts", "error"], update.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("HUNTRX", "x", "accepted"), (update.GetProperty("artist").GetString(), update.GetProperty("message").GetString(), update.GetProperty("status").GetString()));
        Assert.InRange(update.GetProperty("accepted_at").GetDateTimeOffset(), before.AddMilliseconds(-1), DateTimeOffset.UtcNow);
        Assert.Equal(JsonValueKind.Null, update.GetProperty("finished_at").ValueKind);
    }

    [Fact]
    public void No_migration_is_missing()
    {
        using var context = new OutboxRegistration.Design().CreateDbContext([]);

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Equal(["Updates", "NewMusic"], context.Database.GetMigrations().Select(name => name.Split('_')[1]));
    }

    [Fact]
    public async Task The_answer_tells_where_to_ask()
    {
        await using var notifier = await RunningNotifier.StartAsync(Nowhere, Cancellation);
        using var content = new StringContent("""{"artist":"HUNTRX","message":"x"}""", System.Text.Encoding.UTF8, "application/json");

        using var response = await notifier.Http.PostAsync(new Uri("/updates", UriKind.Relative), content, Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.StartsWith("/updates/", response.Headers.Location?.OriginalString, StringComparison.Ordinal);
        using var found = await notifier.Http.GetAsync(response.Headers.Location, Cancellation);
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
    }

    [Fact]
    public async Task An_update_that_does_not_exist_is_not_found()
    {
        await using var notifier = await RunningNotifier.StartAsync(Nowhere, Cancellation);

        using var unknown = await notifier.Http.GetAsync(new Uri($"/updates/{Guid.NewGuid()}", UriKind.Relative), Cancellation);
        using var none = await notifier.Http.GetAsync(new Uri("/updates/none", UriKind.Relative), Cancellation);

        Assert.All([unknown, none], response => Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType)));
    }

    [Fact]
    public async Task A_request_that_is_repeated_with_its_key_is_the_same_update()
    {
        await using var notifier = await RunningNotifier.StartAsync(Nowhere, Cancellation);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => notifier.PostAsync("HUNTRX", "x", Cancellation, "the key")));
        var (status, again) = await notifier.PostAsync(" HUNTRX ", "x ", Cancellation, "the key");
        var (other, _) = await notifier.PostAsync("HUNTRX", "y", Cancellation, "the key");
        var (_, another) = await notifier.PostAsync("HUNTRX", "x", Cancellation, "The key");

        Assert.All(answers, answer => Assert.Equal(202, answer.Status));
        Assert.Equal(202, status);
        Assert.Single(answers.Append((status, again)).Select(answer => answer.Item2.GetProperty("id").GetString()).Distinct());
        Assert.Equal(422, other);
        Assert.NotEqual(again.GetProperty("id").GetString(), another.GetProperty("id").GetString());
        Assert.Equal(2, await CountAsync(notifier));
    }

    [Theory]
    [InlineData(1, 202)]
    [InlineData(200, 202)]
    [InlineData(201, 400)]
    public async Task A_key_has_1_to_200_characters(int length, int expected)
    {
        await using var notifier = await RunningNotifier.StartAsync(Nowhere, Cancellation);

        Assert.Equal(expected, (await notifier.PostAsync("HUNTRX", "x", Cancellation, new string('k', length))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    [InlineData("a\u00e9")]
    public void A_key_of_other_characters_is_refused(string key)
    {
        var headers = new Microsoft.AspNetCore.Http.HeaderDictionary { ["Idempotency-Key"] = key };

        Assert.False(Playlist.Notifier.Updates.IdempotencyKey.TryRead(headers, out _, out var problem));
        Assert.Equal(400, problem.StatusCode);
    }

    [Fact]
    public async Task The_outbox_takes_as_many_as_its_limit_and_not_one_more()
    {
        await using var notifier = await RunningNotifier.StartAsync(Nowhere, Cancellation, "--Notifier:Outbox:MaxPending=20");

        var answers = await Task.WhenAll(Enumerable.Range(0, 21).Select(number => notifier.PostAsync("HUNTRX", $"{number}", Cancellation, $"{number}")));

        Assert.Equal(20, answers.Count(answer => answer.Status == 202));
        var (_, refused) = Assert.Single(answers, answer => answer.Status == 503);
        Assert.Contains("20 updates wait", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal((503, "Unhealthy"), await notifier.HealthAsync(Cancellation));
        // One that is there already needs no room.
        var known = Array.FindIndex(answers, answer => answer.Status == 202);
        Assert.Equal(202, (await notifier.PostAsync("HUNTRX", $"{known}", Cancellation, $"{known}")).Status);
    }

    [Fact]
    public async Task A_full_disk_is_a_507_until_there_is_room()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var disk = SmallDisk.Mount();
        await using var notifier = await RunningNotifier.StartInAsync(disk.Folder, Nowhere, clock, Cancellation);
        Assert.Equal(202, (await notifier.PostAsync("HUNTRX", "x", Cancellation)).Status);

        var (status, problem) = await FillAsync();
        Assert.Equal(507, status);
        Assert.Contains("free some space", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal((503, "Unhealthy"), await notifier.HealthAsync(Cancellation));
        disk.Free();
        Assert.Equal(202, (await notifier.PostAsync("HUNTRX", "x", Cancellation)).Status);
        Assert.Equal((200, "Degraded"), await notifier.HealthAsync(Cancellation));

        // Without a post that is accepted, health trusts the disk again after 30 s: until then it may be only that a little fits.
        await FillAsync();
        disk.Free();
        Assert.Equal((503, "Unhealthy"), await notifier.HealthAsync(Cancellation));
        clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromMilliseconds(1));
        Assert.Equal((503, "Unhealthy"), await notifier.HealthAsync(Cancellation));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((200, "Degraded"), await notifier.HealthAsync(Cancellation));

        async Task<Tuple<int, JsonElement>> FillAsync()
        {
            disk.Fill();
            return await Eventually.GetAsync<Tuple<int, JsonElement>>(
                async token => await notifier.PostAsync("HUNTRX", new string('x', 2000), token) is { Status: not 202 } refused ? Tuple.Create(refused.Status, refused.Answer) : null,
                "the disk to be full",
                Cancellation);
        }
    }

    [Fact]
    public async Task Health_degrades_and_then_fails_as_the_oldest_update_ages()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var folder = Directory.CreateTempSubdirectory("playlist-outbox-");
        await using (var notifier = await RunningNotifier.StartInAsync(folder, Nowhere, clock, Cancellation))
        {
            var health = notifier.Services.GetRequiredService<OutboxHealthCheck>();
            await notifier.AcceptAsync("HUNTRX", "x", Cancellation);

            clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal("Healthy", await StatusAsync());
            clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal("Degraded", await StatusAsync());
            clock.Advance(TimeSpan.FromMinutes(14) - TimeSpan.FromMilliseconds(1));
            Assert.Equal("Degraded", await StatusAsync());
            clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal("Unhealthy", await StatusAsync());

            async Task<string> StatusAsync() => (await health.CheckHealthAsync(new(), Cancellation)).Status.ToString();
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(8, "Healthy")]
    [InlineData(9, "Degraded")]
    public async Task Health_degrades_when_more_than_four_fifths_are_taken(int count, string expected)
    {
        await using var notifier = await RunningNotifier.StartAsync(Nowhere, Cancellation, "--Notifier:Outbox:MaxPending=10");
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => notifier.AcceptAsync("HUNTRX", $"{number}", Cancellation)));

        Assert.Equal(expected, (await notifier.Services.GetRequiredService<OutboxHealthCheck>().CheckHealthAsync(new(), Cancellation)).Status.ToString());
    }

    [Fact]
    public async Task Depth_and_age_are_metrics()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var folder = Directory.CreateTempSubdirectory("playlist-outbox-");
        await using (var notifier = await RunningNotifier.StartInAsync(folder, Nowhere, clock, Cancellation))
        {
            await notifier.AcceptAsync("HUNTRX", "x", Cancellation);
            await notifier.AcceptAsync("HUNTRX", "y", Cancellation);
            clock.Advance(TimeSpan.FromSeconds(7));
            var meters = notifier.Services.GetRequiredService<IMeterFactory>();
            using var depth = new MetricCollector<int>(meters, "Playlist.Notifier", "playlist.outbox.depth");
            using var age = new MetricCollector<double>(meters, "Playlist.Notifier", "playlist.outbox.age");

            depth.RecordObservableInstruments();
            age.RecordObservableInstruments();

            Assert.Equal(2, Assert.Single(depth.GetMeasurementSnapshot()).Value);
            Assert.Equal(7, Assert.Single(age.GetMeasurementSnapshot()).Value, tolerance: 0.001);
            Assert.Equal(("{update}", "s"), (depth.Instrument?.Unit, age.Instrument?.Unit));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_finished_update_and_its_key_are_kept_for_their_time_and_then_deleted_a_few_at_a_time()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var folder = Directory.CreateTempSubdirectory("playlist-outbox-");
        await using (var notifier = await RunningNotifier.StartInAsync(folder, Nowhere, clock, Cancellation))
        {
            await notifier.PostAsync("HUNTRX", "waits", Cancellation);
            var database = notifier.Services.GetRequiredService<Database<OutboxContext>>();
            await database.WriteAsync(
                async context =>
                {
                    for (var number = 1; number <= OutboxRetention.MaxBatch + 1; number++)
                    {
                        context.Updates.Add(new UpdateRow { Sequence = 1000 + number, Id = Guid.NewGuid(), Artist = "Old", Message = $"{number}", AcceptedAt = clock.GetUtcNow(), FinishedAt = clock.GetUtcNow(), Number = number, Status = UpdateStatus.Delivered, IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"old {number}") });
                    }

                    return await context.SaveChangesAsync(Cancellation);
                },
                Cancellation);
            var retention = new OutboxRetention(database, Microsoft.Extensions.Options.Options.Create(new OutboxOptions()), clock);

            clock.Advance(TimeSpan.FromDays(7));
            Assert.Equal(0, await retention.DeleteAsync(Cancellation));
            clock.Advance(TimeSpan.FromMilliseconds(1));
            var deleted = await retention.DeleteAsync(Cancellation);
            Assert.InRange(deleted, 1, OutboxRetention.MaxBatch);
            while (await retention.DeleteAsync(Cancellation) > 0)
            {
            }

            Assert.Equal(1, await CountAsync(notifier));
            Assert.Equal(202, (await notifier.PostAsync("Old", "another", Cancellation, "old 1")).Status);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_update_can_be_added_together_with_others_rows()
    {
        await using var notifier = await RunningNotifier.StartAsync(Nowhere, Cancellation);
        var outbox = notifier.Services.GetRequiredService<UpdateOutbox>();
        var database = notifier.Services.GetRequiredService<Database<OutboxContext>>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync<int>(
            async context =>
            {
                await outbox.AddAsync(context, new NewUpdate("HUNTRX", "undone"), Cancellation);
                await context.SaveChangesAsync(Cancellation);
                throw new InvalidOperationException();
            },
            Cancellation));
        var row = await database.WriteAsync(
            async context =>
            {
                var added = await outbox.AddAsync(context, new NewUpdate("HUNTRX", "done", "00-4bf92f3577b34da6a3ce929d0e0e4736-b7ad6b7169203331-01"), Cancellation);
                await context.SaveChangesAsync(Cancellation);
                return added;
            },
            Cancellation);
        outbox.Publish();

        Assert.Equal(1, row.Number);
        await notifier.WaitForAsync(row.Id.ToString(), update => update.GetProperty("attempts").GetInt32() > 0, Cancellation);
    }

    private static Task<int> CountAsync(RunningNotifier notifier) =>
        notifier.Services.GetRequiredService<Database<OutboxContext>>().ReadAsync(context => context.Updates.CountAsync(Cancellation), Cancellation);
}
