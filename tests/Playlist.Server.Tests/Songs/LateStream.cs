using Microsoft.Extensions.Options;
using Playlist.Server.Library;
using Playlist.Server.Songs;

namespace Playlist.Server.Tests.Songs;

/// <summary>An operation that begins to send a file when the test says so.</summary>
/// <param name="path">Absolute.</param>
internal sealed class LateStream(string path) : ISongOperation
{
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask HandleAsync(SongCall call, CancellationToken cancellationToken)
    {
        var folder = new LibraryFolder(Options.Create(new LibraryOptions { Path = Path.GetDirectoryName(path) }));
        var audio = await new LibraryFiles(folder).OpenAsync(Path.GetFileName(path), cancellationToken);
        Begun.SetResult();
        await Go.Task.WaitAsync(cancellationToken);
        call.Session.Streams.Start(call, audio, from: 0, to: audio.Length);
        call.Streaming = true;
    }
}
