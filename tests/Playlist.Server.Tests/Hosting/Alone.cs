namespace Playlist.Server.Tests.Hosting;

/// <summary>Tests that measure the process, and run when no others do.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
