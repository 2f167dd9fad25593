using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Playlist.Client.Inbox;
using Playlist.Client.Tests.CommandLine;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Tests.Inbox;

public sealed class InboxTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 22, 10, 0, TimeSpan.Zero);

    private readonly TempFolder _storage = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void No_migration_is_missing()
    {
        using var context = new InboxContext.Design().CreateDbContext([]);

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Equal(["Inbox", "InboxTraces"], context.Database.GetMigrations().Select(name => name.Split('_')[1]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_read_is_no_longer_unread_and_what_is_older_is_left_out(bool named)
    {
        await using var opened = await OpenAsync(named ? "anna" : null);
        var inbox = opened.Inbox;
        var updates = new[] { Update("one", Now.AddHours(-2)), Update("two", Now.AddHours(-1)), Update("three", Now) };
        foreach (var update in updates)
        {
            Assert.True((await inbox.StoreAsync(update, Cancellation)).IsNew);
        }

        Assert.False((await inbox.StoreAsync(updates[0], Cancellation)).IsNew);
        Assert.Equal(1, await inbox.MarkReadAsync([updates[1].Id], Cancellation));
        Assert.Equal(0, await inbox.MarkReadAsync([updates[1].Id], Cancellation));

        Assert.Equal(["three", "two", "one"], await ListAsync(new InboxQuery()));
        Assert.Equal(["three", "one"], await ListAsync(new InboxQuery(Unread: true)));
        Assert.Equal(["three", "two"], await ListAsync(new InboxQuery(Since: Now.AddHours(-1))));
        Assert.Equal(["three"], await ListAsync(new InboxQuery(Since: Now.AddHours(-1).AddTicks(1))));
        Assert.Equal(["three"], (await inbox.ListAsync(new InboxQuery(), 1, Cancellation)).Select(update => update.Message));
        Assert.Equal(2, await inbox.MarkAllReadAsync(Cancellation));
        Assert.Empty(await ListAsync(new InboxQuery(Unread: true)));

        async Task<IEnumerable<string>> ListAsync(InboxQuery query) => (await inbox.ListAsync(query, 10, Cancellation)).Select(update => update.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_a_jump_of_one_series_while_the_artist_is_followed_tells_of_dropped_updates(bool named)
    {
        await using var opened = await OpenAsync(named ? "anna" : null);
        var inbox = opened.Inbox;
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await inbox.AddFollowsAsync(["HUNTRX"], Cancellation);

        Assert.Empty(await DroppedAfterAsync(first, 7));
        Assert.Empty(await DroppedAfterAsync(first, 8));
        Assert.Equal([new Dropped("HUNTRX", 1)], await DroppedAfterAsync(first, 10));
        Assert.Equal([new Dropped("HUNTRX", 4)], await DroppedAfterAsync(first, 14));
        await inbox.ToldAsync(new Dropped("HUNTRX", 4), Cancellation);
        Assert.Empty(await DroppedAfterAsync(first, 9));
        Assert.Empty(await DroppedAfterAsync(null, null));
        Assert.Empty(await DroppedAfterAsync(first, 15));
        Assert.Empty(await DroppedAfterAsync(second, 3));
        await inbox.SetFollowedAsync("HUNTRX", isFollowed: false, Cancellation);
        await inbox.SetFollowedAsync("HUNTRX", isFollowed: true, Cancellation);
        Assert.Empty(await DroppedAfterAsync(second, 9));

        async Task<IReadOnlyList<Dropped>> DroppedAfterAsync(Guid? series, long? number)
        {
            var stored = await inbox.StoreAsync(Update("x", Now) with { Series = series, Number = number }, Cancellation);
            var dropped = await inbox.GetDroppedAsync(Cancellation);
            Assert.Equal(dropped.Count > 0, stored.WereDropped);
            return dropped;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_update_is_kept_with_the_trace_in_which_it_came(bool named)
    {
        await using var opened = await OpenAsync(named ? "anna" : null);
        string trace;
        using (var span = new Activity("process").Start())
        {
            trace = span.TraceId.ToHexString();
            await opened.Inbox.StoreAsync(Update("traced", Now), Cancellation);
        }

        Activity.Current = null;
        await opened.Inbox.StoreAsync(Update("not traced", Now), Cancellation);

        Assert.Equal([null, trace], (await opened.Inbox.ListAsync(new InboxQuery(), 10, Cancellation)).Select(update => update.TraceId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_comes_and_what_is_read_is_told(bool named)
    {
        await using var opened = await OpenAsync(named ? "anna" : null);
        var changes = 0;
        opened.Inbox.Changed += () => changes++;
        var update = Update("one", Now);

        await opened.Inbox.StoreAsync(update, Cancellation);
        Assert.Equal(1, changes);
        await opened.Inbox.MarkReadAsync([update.Id], Cancellation);
        Assert.Equal(2, changes);
        await opened.Inbox.MarkAllReadAsync(Cancellation);
        Assert.Equal(3, changes);
        await opened.Inbox.ListAsync(new InboxQuery(), 10, Cancellation);
        Assert.Equal(3, changes);
    }

    [Fact]
    public async Task A_file_from_before_there_were_traces_keeps_its_updates()
    {
        var file = Path.Combine(_storage.Path, "inbox", "anna.db");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var options = new DbContextOptionsBuilder<InboxContext>().UseSqlite($"Data Source={file};Pooling=False").Options;
        await using (var older = new InboxContext(options))
        {
            await older.GetService<IMigrator>().MigrateAsync(older.Database.GetMigrations().First(), Cancellation);
            await older.Database.ExecuteSqlAsync(
                $"""INSERT INTO updates (Id, Artist, Message, Time, Received, Arrival, IsUnhandled) VALUES ('11111111-1111-1111-1111-111111111111', 'HUNTRX', 'old', 0, 0, 1, 0)""", Cancellation);
        }

        await using var opened = await OpenAsync("anna");
        await opened.Inbox.StoreAsync(Update("new", Now), Cancellation);

        Assert.Equal([("new", 2), ("old", 1)], (await opened.Inbox.ListAsync(new InboxQuery(), 10, Cancellation)).Select(update => (update.Message, update.Arrival)));
        Assert.True(File.Exists($"{file}.before-InboxTraces.bak"));
    }

    [Fact]
    public async Task Without_a_name_the_newest_are_kept()
    {
        await using var opened = await OpenAsync(client: null);
        for (var i = 0; i <= MemoryInbox.Capacity; i++)
        {
            await opened.Inbox.StoreAsync(Update($"{i}", Now), Cancellation);
        }

        var kept = await opened.Inbox.ListAsync(new InboxQuery(), int.MaxValue, Cancellation);
        Assert.Equal((MemoryInbox.Capacity, $"{MemoryInbox.Capacity}", "1"), (kept.Count, kept[0].Message, kept[^1].Message));
    }

    [Fact]
    public async Task Updates_lists_them_beside_a_running_client_and_marks_them_as_read()
    {
        await using var opened = await OpenAsync("Anna B.");
        await opened.Inbox.StoreAsync(Update("first", Now.AddYears(-1)), Cancellation);
        await opened.Inbox.StoreAsync(Update("second", DateTimeOffset.UtcNow), Cancellation);

        var recent = await RunAsync("--since", "1h");
        Assert.Equal((0, 1), (recent.ExitCode, recent.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.StartsWith("HUNTRX\tsecond\t", recent.Output, StringComparison.Ordinal);
        Assert.StartsWith("HUNTRX\tfirst\t", (await RunAsync("--unread")).Output, StringComparison.Ordinal);
        Assert.Empty((await RunAsync("--unread")).Output);
        Assert.Equal(2, (await RunAsync()).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] args)
        {
            using var process = ClientProcess.StartWith(new Dictionary<string, string> { ["Storage__Folder"] = _storage.Path }, ["updates", "--name", "Anna B.", .. args]);
            process.Input.Close();
            return await process.EndAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Updates_needs_a_name_and_one_that_has_heard_something()
    {
        var unnamed = await ClientProcess.RunAsync(Cancellation, "updates");
        Assert.Equal(1, unnamed.ExitCode);
        Assert.Contains("--name NAME", unnamed.Errors, StringComparison.Ordinal);

        var unknown = await ClientProcess.RunAsync(Cancellation, "updates", "--name", $"nobody {Guid.NewGuid()}");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("has heard nothing yet", unknown.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30m", "2026-11-25T21:40:00Z")]
    [InlineData("2h", "2026-11-25T20:10:00Z")]
    [InlineData("3d", "2026-11-22T22:10:00Z")]
    [InlineData("99999d", "1753-02-10T22:10:00Z")]
    [InlineData("2026-11-25T10:00:00Z", "2026-11-25T10:00:00Z")]
    [InlineData("2026-11-25T10:00+02:00", "2026-11-25T08:00:00Z")]
    public void Since_is_a_time_or_so_long_ago(string text, string expected)
    {
        Assert.True(InboxText.TryParseSince(text, Now, out var since));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), since);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("2w")]
    [InlineData("-2h")]
    [InlineData("100000m")]
    [InlineData("yesterday")]
    [InlineData("2026-13-01")]
    public void Anything_else_is_no_time(string text) => Assert.False(InboxText.TryParseSince(text, Now, out _));

    [Fact]
    public void Since_a_day_is_since_its_midnight_here()
    {
        Assert.True(InboxText.TryParseSince("2026-11-25", Now, out var since));
        Assert.Equal(new DateTime(2026, 11, 25), since.LocalDateTime);
    }

    [Theory]
    [InlineData("anna-1_x", "anna-1_x")]
    [InlineData("Anna", "%41nna")]
    [InlineData("../a b", "%2e%2e%2fa%20b")]
    [InlineData("é", "%c3%a9")]
    public void The_file_of_a_client_has_its_name_in_harmless_letters(string client, string expected) => Assert.Equal(expected, InboxFile.Escape(client));

    [Fact]
    public void Files_of_long_names_are_told_apart()
    {
        Assert.Equal(new string('a', 150), InboxFile.Escape(new string('a', 150)));
        var escaped = new[] { new string('é', 50), new string('é', 49) + "è" }.Select(InboxFile.Escape).ToArray();

        Assert.All(escaped, name => Assert.Equal(150, Encoding.UTF8.GetByteCount(name)));
        Assert.NotEqual(escaped[0], escaped[1]);
    }

    public void Dispose() => _storage.Dispose();

    private static ArtistUpdate Update(string message, DateTimeOffset time) => ArtistUpdate.Create("HUNTRX", message, new FakeTimeProvider(time));

    private async Task<Opened> OpenAsync(string? client)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Storage:Folder", _storage.Path), .. client is null ? Array.Empty<KeyValuePair<string, string?>>() : [new("Client:Name", client)]]);
        builder.Services.AddLogging();
        builder.AddInbox();
        var host = builder.Build();
        await host.StartAsync(Cancellation);
        return new Opened(host);
    }

    private sealed class Opened(IHost host) : IAsyncDisposable
    {
        public IInbox Inbox => host.Services.GetRequiredService<IInbox>();

        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
        }
    }
}
