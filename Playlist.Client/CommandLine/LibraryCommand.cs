using System.CommandLine;
using System.Globalization;
using Playlist.Client.Library;
using Playlist.Client.Songs;
using Playlist.Protocol.Library;
using Playlist.Protocol.Songs;

namespace Playlist.Client.CommandLine;

/// <summary><c>library</c>: what the server has; <c>library --skipped</c>: the files that it cannot read.</summary>
internal static class LibraryCommand
{
    public static Command Create(CommonOptions common)
    {
        var skipped = new Option<bool>("--skipped") { Description = "List the files that cannot be read instead, one line each: path and reason, with a tab between them." };
        var command = new Command("library", "Shows what the server has, and how far its scan is.") { skipped };
        command.SetAction(parsed => ClientHost.AskAsync(
            common.Read(parsed),
            (client, cancellationToken) => parsed.GetValue(skipped) ? ListSkippedAsync(client, cancellationToken) : ShowAsync(client, cancellationToken)));
        return command;
    }

    private static async Task ShowAsync(SongClient client, CancellationToken cancellationToken)
    {
        var library = await client.GetLibraryAsync(cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"songs: {library.Songs}\nartists: {library.Artists}\nalbums: {library.Albums}\nskipped: {library.Skipped}"));
        if (library.Scan is { } scan)
        {
            Console.WriteLine($"scan: {Describe(scan)}");
        }

        if (library.Problem is { } problem)
        {
            Console.WriteLine(TerminalText.Clean($"problem: {problem}"));
        }
    }

    private static async Task ListSkippedAsync(SongClient client, CancellationToken cancellationToken)
    {
        await foreach (var file in ListPages.ReadAsync(offset => client.GetSkippedFilesAsync(offset, SongProtocol.MaxListLimit, cancellationToken), page => page.Files, cancellationToken))
        {
            Console.WriteLine(ListText.Of(file));
        }
    }

    private static string Describe(ScanStatus scan) => scan switch
    {
        { Running: true, Total: { } total } => string.Create(CultureInfo.InvariantCulture, $"running, {scan.Files} of {total} files"),
        { Running: true } => string.Create(CultureInfo.InvariantCulture, $"running, {scan.Files} files so far"),
        { Finished: { } finished } => string.Create(CultureInfo.InvariantCulture, $"finished {finished:O}"),
        _ => "none yet",
    };
}
