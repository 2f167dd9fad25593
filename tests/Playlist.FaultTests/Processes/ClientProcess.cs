using Playlist.Testing;
using System.Net.Http.Json;
using Playlist.FaultTests.Histories;
using Playlist.Protocol.Updates;

namespace Playlist.FaultTests.Processes;

/// <summary>A named client that serves.</summary>
/// <param name="folder">Of its inbox.</param>
internal sealed class ClientProcess(string name, IReadOnlyList<string> follows, DirectoryInfo folder, Uri broker)
    : KillableService("Playlist.Client", ["serve", $"--Storage:Folder={folder.FullName}", $"--ConnectionStrings:messaging={broker}", $"--Client:Name={name}", .. follows.Select((artist, i) => $"--Client:Follow:{i}={artist}")])
{
    /// <summary><c>GET /updates</c> has no more, but the newest ones.</summary>
    public const int MostShown = 1000;

    public string Name => name;

    public IReadOnlyList<string> Follows => follows;

    public string Queue => UpdateTopology.QueueOf(name);

    public InboxFile Inbox { get; } = new(folder, name);

    /// <returns>What <c>GET /updates</c> shows, the oldest first.</returns>
    public async Task<IReadOnlyList<Entry>> GetShownAsync(CancellationToken cancellationToken)
    {
        using var response = await GetAsync("/updates", cancellationToken);
        response.EnsureSuccessStatusCode();
        var newestFirst = await response.Content.ReadFromJsonAsync<List<Entry>>(cancellationToken);
        return [.. Enumerable.Reverse(newestFirst!)];
    }

    /// <summary>Returns when so much more has come to its inbox.</summary>
    public Task WhenReceivedMoreAsync(int count, CancellationToken cancellationToken)
    {
        var enough = Inbox.Count() + count;
        return Patience.WaitAsync(() => enough - Inbox.Count(), $"{count} more updates in the inbox of {this}", cancellationToken);
    }

    public override string ToString() => name;
}
