using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Playlist.Benchmarks;
using Playlist.Benchmarks.Library;
using Playlist.Benchmarks.Updates;

switch (args)
{
    case ["library", .. var options]:
        return await LibraryBenchmark.RunAsync(options, CancellationToken.None);
    case ["updates", .. var options]:
        return await UpdatesBenchmark.RunAsync(options, CancellationToken.None);
}

// In this process: BenchmarkDotNet would otherwise generate a project that knows nothing of the engine switch.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"));
BenchmarkSwitcher.FromAssembly(typeof(StreamingBenchmarks).Assembly).Run(args.Length > 0 ? args : ["--filter", "*"], config);
return 0;
