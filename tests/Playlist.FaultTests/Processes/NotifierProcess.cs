using Playlist.Testing;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Playlist.FaultTests.Processes;

/// <summary>The notifier, on an outbox of its own or another's.</summary>
/// <param name="folder">Of the outbox.</param>
/// <param name="settings">As on the command line.</param>
internal sealed class NotifierProcess(DirectoryInfo folder, Uri broker, params string[] settings)
    : KillableService("Playlist.Notifier", [$"--Storage:Folder={folder.FullName}", $"--ConnectionStrings:messaging={broker}", .. settings])
{
    /// <returns>The answer's status, and the update's id when that is 202.</returns>
    /// <exception cref="HttpRequestException">It has died meanwhile.</exception>
    public async Task<(HttpStatusCode Status, Guid? Id)> PostAsync(string artist, string message, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage { Content = JsonContent.Create(new { artist, message }) };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await PostAsync("/updates", request, cancellationToken);
        var answer = response.StatusCode == HttpStatusCode.Accepted ? await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken) : (JsonElement?)null;
        return (response.StatusCode, answer?.GetProperty("id").GetGuid());
    }

    /// <returns>As <c>GET /updates/{id}</c> tells it; <see langword="null"/> when it does not.</returns>
    /// <exception cref="HttpRequestException">It has died meanwhile.</exception>
    public async Task<ToldUpdate?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        using var response = await GetAsync($"/updates/{id}", cancellationToken);
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<ToldUpdate>(cancellationToken) : null;
    }

    public override string ToString() => "the notifier";
}

internal sealed record ToldUpdate(string Status, int Attempts, string? Error)
{
    /// <summary>The status of an update that is neither published nor given up.</summary>
    public const string Pending = "accepted";
}
