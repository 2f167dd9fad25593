using System.Diagnostics;
using System.Text.Json;
using Playlist.Otlp;
using Playlist.Testing;

namespace Playlist.DistributedTests;

/// <summary>Playlists between clients: what one writes, the other shows, by way of the server and the broker.</summary>
public sealed class PlaylistTests(PlaylistApplication application)
{
    private const string Question = "Which song do you want to play?: ";
    private const string Changes = "playlist.changes";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_console_writes_the_other_shows_at_once_and_one_trace_tells_how()
    {
        await using var writer = await OpenAsync("writer");
        await using var reader = await OpenAsync("reader");
        await TypeAsync(writer, "create Road trip", "Road trip is made");
        await TypeAsync(reader, "playlist road trip", "Road trip");

        await TypeAsync(writer, "add Golden", "Added 1. Golden - HUNTRX");
        await WaitForAsync(reader, "playlist Road trip: 1. Golden - HUNTRX added, 1 song now");
        // That may have been looked up when the reader's listener was ready. From then on, it hears.
        await TypeAsync(writer, "add Lover", "Added 2. Lover - Taylor Swift");
        await WaitForAsync(reader, "playlist Road trip: 2. Lover - Taylor Swift added, 2 songs now");

        var trace = await application.Telemetry.WaitForAsync(WholeTrace, Cancellation);
        var asked = Assert.Single(trace, span => span is { Service: "writer", Kind: ActivityKind.Client, Name: "playlist.add" });
        var answered = Assert.Single(trace, span => span is { Service: "server", Kind: ActivityKind.Server, Name: "playlist.add" });
        var published = Assert.Single(trace, span => span is { Service: "server", Kind: ActivityKind.Producer });
        var heard = Assert.Single(trace, span => span is { Service: "reader", Kind: ActivityKind.Consumer });
        Assert.Equal(asked.SpanId, answered.ParentSpanId);
        Assert.Equal(answered.SpanId, published.ParentSpanId);
        Assert.Equal(published.SpanId, heard.ParentSpanId);
        Assert.Equal($"publish {Changes}", published.Name);
        Assert.Equal($"process {Changes}", heard.Name);
        Assert.Equal([(published.TraceId, published.SpanId)], heard.Links.Select(link => (link.TraceId, link.SpanId)));
        Assert.All([asked, answered, published, heard], span => Assert.False(span.Failed));

        await TypeAsync(reader, "add Take Down", "Added 3. Take Down - HUNTRX");
        await WaitForAsync(writer, "playlist Road trip: 3. Take Down - HUNTRX added, 3 songs now");
        await TypeAsync(writer, "move 2 1", "Moved 1. Lover");
        await WaitForAsync(reader, "moved");
        await TypeAsync(writer, "delete", "Road trip is deleted");
        await WaitForAsync(reader, "playlist Road trip: deleted");
    }

    [Fact]
    public async Task A_write_on_top_of_what_is_no_longer_there_is_a_conflict_and_loses_nothing()
    {
        await using var connection = await SongConnection.OpenAsync(application.SongServer, Cancellation);
        await connection.AskAsync("""{"id":1,"op":"playlist.create","name":"Contested"}""", Cancellation);

        // Of writers that have all seen version 1, one is first.
        var writers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SongConnection.OpenAsync(application.SongServer, Cancellation)));
        var answers = await Task.WhenAll(writers.Select(writer => writer.AskAsync("""{"id":1,"op":"playlist.add","playlist":"Contested","version":1,"songs":["Golden"]}""", Cancellation)));

        Assert.Single(answers, answer => answer.GetProperty("ok").GetBoolean());
        Assert.All(answers.Where(answer => !answer.GetProperty("ok").GetBoolean()), answer =>
        {
            Assert.Equal("conflict", answer.GetProperty("error").GetProperty("code").GetString());
            Assert.Equal(2, answer.GetProperty("playlist").GetProperty("version").GetInt64());
            Assert.Equal(["Golden"], Titles(answer));
        });
        Assert.Equal(["Golden"], Titles(await connection.AskAsync("""{"id":2,"op":"playlist","playlist":"Contested"}""", Cancellation)));
        foreach (var writer in writers)
        {
            await writer.DisposeAsync();
        }
    }

    private static IEnumerable<string?> Titles(JsonElement answer) => answer.GetProperty("songs").EnumerateArray().Select(song => song.GetProperty("title").GetString());

    /// <summary>The spans of a trace in which the writer's song was added, once the reader has heard of it.</summary>
    private static List<ReceivedSpan>? WholeTrace(IReadOnlyList<ReceivedSpan> spans) => spans
        .Where(span => span is { Service: "writer", Kind: ActivityKind.Client, Name: "playlist.add" })
        .Select(added => spans.Where(span => span.TraceId == added.TraceId).ToList())
        .FirstOrDefault(trace => trace.Exists(span => span is { Service: "reader", Kind: ActivityKind.Consumer }) && trace.Exists(span => span is { Service: "server", Kind: ActivityKind.Producer }));

    private async Task<PseudoTerminal> OpenAsync(string name)
    {
        var terminal = await application.OpenConsoleAsync(["--lines"], new Dictionary<string, string?> { ["OTEL_SERVICE_NAME"] = name }, Cancellation);
        await terminal.WaitForAsync(lines => lines[^1] == Question, Cancellation);
        return terminal;
    }

    private static async Task TypeAsync(PseudoTerminal terminal, string command, string answer)
    {
        await terminal.TypeAsync(command + "\r");
        await WaitForAsync(terminal, answer);
        await terminal.WaitForAsync(lines => lines[^1] == Question, Cancellation);
    }

    private static Task WaitForAsync(PseudoTerminal terminal, string text) =>
        terminal.WaitForAsync(lines => lines.Any(line => line.Contains(text, StringComparison.Ordinal) && !line.StartsWith(Question, StringComparison.Ordinal)), Cancellation);
}
