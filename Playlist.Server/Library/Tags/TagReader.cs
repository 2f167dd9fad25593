namespace Playlist.Server.Library.Tags;

/// <summary>Asks TagLib#, and ffprobe what that cannot tell.</summary>
internal sealed class TagReader(LibraryFolder folder, TagLibFiles files, FfprobeTags ffprobe, ILogger<TagReader> logger) : ITagReader
{
    // Far more than any tag has, pictures aside, which are not read here.
    private const int MaxBlockBytes = 64 * 1024 * 1024;

    private readonly bool _hasFfprobe = FfprobeTags.IsInstalled;
    private int _warned;

    public bool TellsDurations => _hasFfprobe;

    public async ValueTask<FileTags> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (new FileInfo(folder.FullPath(path)) is { Exists: true, Length: 0 })
        {
            throw new UnreadableFileException("it is empty");
        }

        var tags = await ReadEmbeddedAsync(path, cancellationToken);
        if (tags is not { Duration: > 0 })
        {
            if (_hasFfprobe)
            {
                tags = await ffprobe.ReadAsync(path, cancellationToken);
            }
            else if (Interlocked.Exchange(ref _warned, 1) == 0)
            {
                Log.FfprobeMissing(logger, path);
            }
        }

        return tags ?? FileTags.None;
    }

    private async Task<FileTags?> ReadEmbeddedAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await files.ReadAsync(path, EmbeddedTags.Of, MaxBlockBytes, cancellationToken);
        }
        catch (UnreadableFileException)
        {
            return null;
        }
    }
}
