using System.Text.RegularExpressions;

namespace Playlist.Testing;

/// <summary>A program that can be killed and started again, on the same data.</summary>
/// <param name="url">Where it listens for HTTP; without one, at another port each time.</param>
public abstract class KillableService(string program, IReadOnlyList<string> arguments, string url = "http://127.0.0.1:0") : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private ServiceProcess? _process;
    private TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Beyond this process's own.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    // A program may listen for something else as well, and say so before.
    private Regex Address => url.EndsWith(":0", StringComparison.Ordinal) ? ServiceProcess.HttpAddress : new Regex($"(?<=Now listening on: ){Regex.Escape(url)}");

    /// <summary>Whether it listens for HTTP, as far as is known.</summary>
    public bool IsUp => _listening.Task.IsCompletedSuccessfully;

    /// <summary>The lines of its log since it was started last.</summary>
    public IReadOnlyCollection<string> Output => _process?.Output ?? [];

    /// <summary>Returns when it listens for HTTP.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = new ServiceProcess(program, Address, [.. arguments, $"--urls={url}", "--Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks=None"], Environment);
        _listening.TrySetResult(await _process.WhenListeningAsync(cancellationToken));
    }

    /// <summary>Ends it without a chance to do anything more.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process!.Kill();
        await EndedAsync(cancellationToken);
    }

    /// <summary>Ends it in good order.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _process!.Terminate();
        await EndedAsync(cancellationToken);
    }

    /// <summary>Returns when <c>/health</c> says that all is well.</summary>
    public Task WhenHealthyAsync(CancellationToken cancellationToken) =>
        Eventually.GetAsync(async token => await TryGetHealthAsync(token) == "Healthy" ? this : null, $"{this} to be healthy", cancellationToken);

    /// <returns>The status in a word; <see langword="null"/> when it does not answer.</returns>
    public async Task<string?> TryGetHealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await GetAsync("/health", cancellationToken);
            return await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _process?.Dispose();
        _http.Dispose();
    }

    /// <summary>Asks the process that listens, or the next one that will.</summary>
    /// <exception cref="HttpRequestException">It has died meanwhile.</exception>
    protected async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken) =>
        await _http.GetAsync(new Uri(await _listening.Task.WaitAsync(cancellationToken), path), cancellationToken);

    /// <inheritdoc cref="GetAsync"/>
    protected async Task<HttpResponseMessage> PostAsync(string path, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Method = HttpMethod.Post;
        request.RequestUri = new Uri(await _listening.Task.WaitAsync(cancellationToken), path);
        return await _http.SendAsync(request, cancellationToken);
    }

    private async Task EndedAsync(CancellationToken cancellationToken)
    {
        await _process!.WaitForExitAsync(cancellationToken);
        _process.Dispose();
        _process = null;
        _listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
