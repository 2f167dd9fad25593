using TagLib;

namespace Playlist.Server.Library.Tags;

/// <summary>Reads files with TagLib#, which takes whatever is in them into this process: nothing that it does there gets beyond here.</summary>
internal sealed class TagLibFiles(LibraryFolder folder, TimeProvider time)
{
    /// <summary>What takes longer is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Where it notices by itself, it says more.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <param name="path">Within the library.</param>
    /// <param name="maxBlockBytes">A file that says to have a larger block is not read.</param>
    /// <exception cref="UnreadableFileException">TagLib# cannot make anything of it.</exception>
    /// <exception cref="IOException">The file cannot be read now.</exception>
    public async Task<T> ReadAsync<T>(string path, Func<TagLib.File, T> read, int maxBlockBytes, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => Read(path, read, maxBlockBytes), cancellationToken).WaitAsync(Patience + Grace, time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new UnreadableFileException($"reading it takes over {Patience.TotalSeconds:0} seconds", exception);
        }
    }

    private T Read<T>(string path, Func<TagLib.File, T> read, int maxBlockBytes)
    {
        using var stream = new GuardedStream(new FileStream(folder.Open(path), FileAccess.Read), maxBlockBytes, Patience, time);
        try
        {
            using var file = TagLib.File.Create(new OpenFile(path, stream), null, ReadStyle.Average | ReadStyle.PictureLazy);
            return read(file);
        }
        catch (Exception) when (stream.Failure is not null)
        {
            throw new IOException(stream.Failure.Message, stream.Failure);
        }
        catch (Exception exception) when (exception is not TimeoutException)
        {
            throw new UnreadableFileException("it is damaged, or not what its name says", exception);
        }
    }

    private sealed class OpenFile(string name, Stream stream) : TagLib.File.IFileAbstraction
    {
        public string Name => name;

        public Stream ReadStream => stream;

        public Stream WriteStream => throw new NotSupportedException();

        // The stream outlives it.
        public void CloseStream(Stream stream)
        {
        }
    }
}
