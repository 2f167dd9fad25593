using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Playlist.Benchmarks.Library;

/// <summary>A generated library, served by this project's server and by mpd, one after the other: <c>-- library [--songs 100000]</c>.</summary>
internal sealed class LibraryBenchmark(GeneratedLibrary library, string music)
{
    private const int DefaultSongs = 100_000;
    private const int QueriesPerKind = 500;
    private const int WarmUps = 50;

    // A server that takes long for each search is asked less often: the report says how often.
    private static readonly TimeSpan LongestKind = TimeSpan.FromSeconds(20);

    private const int Commands = 15;

    private static readonly TimeSpan Polling = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ShownDeadline = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<SearchQueries> _queries = SearchQueries.Of(library.Songs, QueriesPerKind + WarmUps);
    private readonly Report _report = new();

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var count = DefaultSongs;
        if (arguments is not [] && (arguments is not ["--songs", var songs] || !int.TryParse(songs, out count) || count < 1000))
        {
            await Console.Error.WriteLineAsync("usage: library [--songs N], with N of 1,000 at least");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("playlist-library-");
        try
        {
            var music = folder.CreateSubdirectory("music").FullName;
            var library = new GeneratedLibrary(count);
            var time = Stopwatch.StartNew();
            library.Write(music);
            await SayAsync($"{count:N0} files were written to {music} in {time.Elapsed.TotalSeconds:F1} s.");

            var benchmark = new LibraryBenchmark(library, music);
            await using var own = new PlaylistServer(music, folder.CreateSubdirectory("playlist").FullName);
            await benchmark.MeasureAsync(own, cancellationToken);
            await own.StopAsync(cancellationToken);

            var other = MpdServer.Missing;
            if (other is null)
            {
                await using var mpd = new MpdServer(music, folder.CreateSubdirectory("mpd").FullName);
                await benchmark.MeasureAsync(mpd, cancellationToken);
                other = mpd.Name;
            }

            Console.WriteLine(benchmark.ToMarkdown(own.Name, other));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string ToMarkdown(params IReadOnlyList<string> servers) =>
        _report.ToMarkdown($"{library.Songs.Count.ToString("N0", CultureInfo.InvariantCulture)} songs, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}; requests: p50 / p99", servers);

    private async Task MeasureAsync(IMusicServer server, CancellationToken cancellationToken)
    {
        await SayAsync($"{server.Name}: first scan …");
        var start = Stopwatch.GetTimestamp();
        await server.StartAsync(cancellationToken);
        await WaitForSongsAsync(server, cancellationToken);
        _report.Add(server.Name, "start and first scan", Stopwatch.GetElapsedTime(start));
        _report.AddBytes(server.Name, "memory after the scan", server.ResidentBytes);

        await SayAsync($"{server.Name}: rescan, restart …");
        start = Stopwatch.GetTimestamp();
        await server.ScanAsync(cancellationToken);
        await WaitForScanAsync(server, cancellationToken);
        _report.Add(server.Name, "scan without changes", Stopwatch.GetElapsedTime(start));

        await server.StopAsync(cancellationToken);
        start = Stopwatch.GetTimestamp();
        await server.StartAsync(cancellationToken);
        _report.Add(server.Name, "start to first answer", Stopwatch.GetElapsedTime(start));
        await WaitForScanAsync(server, cancellationToken);

        await SayAsync($"{server.Name}: pages and searches …");
        await MeasurePagesAsync(server, cancellationToken);
        foreach (var queries in _queries)
        {
            await MeasureSearchAsync(server, queries, "", () => Task.FromResult(true), cancellationToken);
        }

        _report.AddBytes(server.Name, "memory after the searches", server.ResidentBytes);
        await MeasureCommandAsync(server, cancellationToken);

        await SayAsync($"{server.Name}: searches while every file is read again …");
        foreach (var queries in _queries)
        {
            if (!await server.IsScanningAsync(cancellationToken))
            {
                library.Touch(music);
                await server.ScanAsync(cancellationToken);
            }

            await MeasureSearchAsync(server, queries, ", while scanning", () => server.IsScanningAsync(cancellationToken), cancellationToken);
        }
    }

    private async Task MeasurePagesAsync(IMusicServer server, CancellationToken cancellationToken)
    {
        var last = Math.Max(0, library.Songs.Count - 100);
        foreach (var (name, offset) in new[] { ("first", 0), ("middle", last / 2), ("last", last) })
        {
            await MeasurePageAsync(server, $"page of 100 by title: {name}", () => server.ListAsync(offset, cancellationToken));
        }

        const string byPlays = "page of 100 by plays: first";
        try
        {
            await MeasurePageAsync(server, byPlays, () => server.ListMostPlayedAsync(cancellationToken));
        }
        catch (NotSupportedException)
        {
            _report.AddMissing(server.Name, byPlays, "it has none");
        }
    }

    private async Task MeasurePageAsync(IMusicServer server, string measure, Func<Task<int>> list)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < WarmUps * 2; i++)
        {
            var start = Stopwatch.GetTimestamp();
            if (await list() != 100)
            {
                throw new InvalidDataException($"{server.Name}, {measure}: not 100 songs.");
            }

            if (i >= WarmUps)
            {
                times.Add(Stopwatch.GetElapsedTime(start));
            }
        }

        _report.AddPercentiles(server.Name, measure, times, "");
    }

    /// <param name="goesOn">Whether what the searches are measured beside is still the case; the first that is not ends the measuring.</param>
    private async Task MeasureSearchAsync(IMusicServer server, SearchQueries queries, string when, Func<Task<bool>> goesOn, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var times = new List<TimeSpan>();
        var withResults = 0;
        foreach (var (i, words) in queries.Queries.Index())
        {
            var start = Stopwatch.GetTimestamp();
            var found = await server.SearchAsync(words, cancellationToken);
            var time = Stopwatch.GetElapsedTime(start);
            if (!await goesOn() && times.Count > 0)
            {
                break;
            }

            if (i >= WarmUps || when.Length > 0)
            {
                times.Add(time);
                withResults += found > 0 ? 1 : 0;
            }

            if (times.Count > 0 && Stopwatch.GetElapsedTime(begun) > LongestKind)
            {
                break;
            }
        }

        var remark = withResults == times.Count ? "" : $", {100 * withResults / times.Count} % find something";
        remark += times.Count < QueriesPerKind ? $" ({times.Count} searches)" : "";
        _report.AddPercentiles(server.Name, $"search, {queries.Kind}{when}", times, remark);
    }

    private async Task MeasureCommandAsync(IMusicServer server, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>();
        foreach (var words in _queries[0].Queries.Take(Commands))
        {
            var command = server.SearchCommand(words[0]);
            var start = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true })!;
            await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(start));
            if (process.ExitCode != 0)
            {
                throw new InvalidDataException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
            }
        }

        _report.AddPercentiles(server.Name, "search as a command (`Playlist.Client songs`, `mpc search`)", times, "");
    }

    private async Task WaitForSongsAsync(IMusicServer server, CancellationToken cancellationToken)
    {
        await WaitForScanAsync(server, cancellationToken);
        using var pause = new PeriodicTimer(Polling);
        var scanned = Stopwatch.GetTimestamp();
        int songs;
        while ((songs = await server.CountAsync(cancellationToken)) < library.Songs.Count)
        {
            if (Stopwatch.GetElapsedTime(scanned) > ShownDeadline)
            {
                throw new InvalidDataException($"{server.Name} has {songs} of {library.Songs.Count} songs.");
            }

            await pause.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static async Task WaitForScanAsync(IMusicServer server, CancellationToken cancellationToken)
    {
        using var pause = new PeriodicTimer(Polling);
        while (await server.IsScanningAsync(cancellationToken))
        {
            await pause.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static Task SayAsync(FormattableString what) => Console.Error.WriteLineAsync(FormattableString.Invariant(what));
}
