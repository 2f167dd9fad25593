using System.Net.Http.Json;
using Aspire.Dashboard.Resources;

namespace Aspire.Dashboard.BrowserTests.RealApplication;

/// <summary>Does what the dashboard's page does, without one.</summary>
internal sealed class DashboardClient : IDisposable
{
    private readonly HttpClient _http = new();

    public async Task LogInAsync(Uri loginAddress, CancellationToken cancellationToken)
    {
        _http.BaseAddress = loginAddress;
        using var page = await _http.GetAsync(loginAddress, cancellationToken);
        page.EnsureSuccessStatusCode();
    }

    public async Task<ReplicaView> GetReplicaAsync(string resource, CancellationToken cancellationToken)
    {
        var list = await _http.GetFromJsonAsync<ResourceList>("/api/resources", cancellationToken);
        return list!.Resources.Single(each => each.Name == resource).Replicas[0];
    }

    /// <returns>What came of it, which may be a failure.</returns>
    public async Task<CommandOutcome> ExecuteAsync(string resource, string command, CancellationToken cancellationToken, params (string Name, string Value)[] arguments)
    {
        var replica = await GetReplicaAsync(resource, cancellationToken);
        var body = new { arguments = arguments.ToDictionary(argument => argument.Name, argument => argument.Value) };
        using var answer = await _http.PostAsJsonAsync($"/api/resources/{replica.Id}/commands/{command}", body, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<CommandOutcome>(cancellationToken))!;
    }

    public Task<CommandOutcome> PlayAsync(string client, string song, CancellationToken cancellationToken) =>
        ExecuteAsync(client, "play-song", cancellationToken, ("song", song));

    public Task<CommandOutcome> PublishAsync(string artist, string message, CancellationToken cancellationToken) =>
        ExecuteAsync("notifier", "publish-update", cancellationToken, ("artist", artist), ("message", message));

    public void Dispose() => _http.Dispose();
}
