using System.Runtime.CompilerServices;

namespace Playlist.Server.Library.Tags;

/// <summary>A file for a reader that is not trusted to end: ends it when its time is over, when it has nested too deeply for the stack, or wants too much at once.</summary>
internal sealed class GuardedStream(Stream file, int maxBlockBytes, TimeSpan patience, TimeProvider time) : Stream
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>Why the file itself could not be read: the reader may have made something else of it.</summary>
    public IOException? Failure { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <exception cref="TimeoutException"></exception>
    /// <exception cref="InsufficientExecutionStackException"></exception>
    /// <exception cref="InvalidDataException">So large a block is not read.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (time.GetElapsedTime(_started) > patience)
        {
            throw new TimeoutException();
        }

        if (count > maxBlockBytes)
        {
            throw new InvalidDataException($"A block of {count} bytes.");
        }

        try
        {
            return file.Read(buffer, offset, count);
        }
        catch (IOException exception)
        {
            Failure = exception;
            throw;
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }
}
