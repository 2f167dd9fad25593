using BenchmarkDotNet.Running;
using Playlist.Benchmarks;

// Each run measures alternatives side by side, and shows them as ratios: dotnet run -c Release --project tests/Playlist.Benchmarks
BenchmarkSwitcher.FromAssembly(typeof(StreamingBenchmarks).Assembly).Run(args.Length > 0 ? args : ["--filter", "*"]);
