namespace Playlist.Benchmarks.Library;

/// <summary>A music server with the generated library, as a process of its own.</summary>
internal interface IMusicServer : IAsyncDisposable
{
    string Name { get; }

    /// <summary>What it takes up in memory, in bytes.</summary>
    long ResidentBytes { get; }

    /// <summary>Starts the process, and returns when it has answered for the first time, with a page of songs.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>How many songs it has.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken);

    Task<bool> IsScanningAsync(CancellationToken cancellationToken);

    /// <summary>Begins to look through the folder; files that have not changed are not read.</summary>
    Task ScanAsync(CancellationToken cancellationToken);

    /// <returns>How many of the songs found were listed: 100 at most.</returns>
    Task<int> SearchAsync(string[] words, CancellationToken cancellationToken);

    /// <summary>Lists 100 songs by title.</summary>
    Task<int> ListAsync(int offset, CancellationToken cancellationToken);

    /// <summary>Lists the 100 songs that were played most.</summary>
    /// <exception cref="NotSupportedException">It cannot.</exception>
    Task<int> ListMostPlayedAsync(CancellationToken cancellationToken);

    /// <summary>What a person types to search, as a command in a terminal.</summary>
    IReadOnlyList<string> SearchCommand(string word);
}
