using System.Threading.Channels;
using Microsoft.Playwright;

namespace Playlist.Browsing;

/// <summary>A page, and what went wrong in it: an error on its console or in its script, a request that failed, or one that left its origin.</summary>
public sealed class Tab
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Channel<string> _faults = Channel.CreateUnbounded<string>();
    private readonly IBrowserContext _context;

    internal Tab(IBrowserContext context, IPage page, Uri address)
    {
        (_context, Page) = (context, page);

        // Chromium writes there too when a request is answered with 400 or more, or is against the page's policy.
        context.Console += (_, message) => AddIf(message.Type == "error", $"console: {message.Text} ({message.Location})");
        context.WebError += (_, error) => AddIf(true, $"script: {error.Error}");
        // A request that the page gave up itself, such as by going elsewhere, has not failed.
        context.RequestFailed += (_, request) => AddIf(request.Failure != "net::ERR_ABORTED", $"request: {request.Method} {request.Url}: {request.Failure}");
        context.Request += (_, request) => AddIf(LeavesOrigin(address, new Uri(request.Url)), $"other origin: {request.Method} {request.Url}");
    }

    public IPage Page { get; }

    internal bool HasFaults => _faults.Reader.Count > 0;

    /// <summary>Waits for the next thing that goes wrong, and takes it: for a test that provokes one.</summary>
    public Task<string> TakeFaultAsync(CancellationToken cancellationToken) => _faults.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(Deadline, cancellationToken);

    /// <summary>Keeps a picture of the page and its HTML, as <paramref name="path"/> with .png and .html after it.</summary>
    public async Task SaveAsync(string path)
    {
        await Page.ScreenshotAsync(new() { Path = path + ".png" });
        await File.WriteAllTextAsync(path + ".html", await Page.ContentAsync());
    }

    /// <returns>What went wrong, and was not taken.</returns>
    public async Task<IReadOnlyList<string>> CloseAsync()
    {
        await _context.CloseAsync();

        var faults = new List<string>();
        while (_faults.Reader.TryRead(out var fault))
        {
            faults.Add(fault);
        }

        return faults;
    }

    private static bool LeavesOrigin(Uri address, Uri requested) =>
        requested.Scheme is "http" or "https" && requested.GetLeftPart(UriPartial.Authority) != address.GetLeftPart(UriPartial.Authority);

    private void AddIf(bool faulty, string fault)
    {
        if (faulty)
        {
            _faults.Writer.TryWrite(fault);
        }
    }
}
