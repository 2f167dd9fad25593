using System.Buffers;

namespace Playlist.Client.Serving.Audio;

/// <summary>A song's bytes, to be read from any position on. They are fetched a block at a time, and only when one is wanted.</summary>
/// <remarks>Reading throws what <see cref="StreamFetches.FetchAsync"/> throws. The blocks are all of one file: of the one with this etag.</remarks>
internal sealed class SongContent(StreamFetches fetches, SongBeginnings beginnings, SongVersion song, long length) : Stream
{
    /// <summary>The first is small: music begins at once, and little is fetched in vain when the browser wants two bytes or goes elsewhere.</summary>
    internal const int FirstBlockBytes = 64 * 1024;

    /// <summary>Half a minute of music, for as much memory while a browser does not read; the request and the checksum are a small part of its cost.</summary>
    internal const int BlockBytes = 1024 * 1024;

    private byte[] _buffer = [];
    private ReadOnlyMemory<byte> _unread;
    private bool _hasBegun;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set
        {
            _position = value;
            _unread = default;
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_unread.IsEmpty && _position < length)
        {
            _unread = await FetchAsync(cancellationToken);
        }

        var read = Math.Min(buffer.Length, _unread.Length);
        _unread[..read].CopyTo(buffer);
        _unread = _unread[read..];
        _position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        Return();
        base.Dispose(disposing);
    }

    private async Task<ReadOnlyMemory<byte>> FetchAsync(CancellationToken cancellationToken)
    {
        var block = Rent((int)Math.Min(_hasBegun ? BlockBytes : FirstBlockBytes, length - _position));
        _hasBegun = true;
        if (_position == 0)
        {
            await FetchBeginningAsync(block, cancellationToken);
        }
        else
        {
            await fetches.FetchAsync(song.Song, song.Etag, _position, block, cancellationToken);
        }

        return block;
    }

    // Asking for byte 0 counts as a play. A browser asks for it again when it has forgotten it: that is no other play.
    private async Task FetchBeginningAsync(Memory<byte> block, CancellationToken cancellationToken)
    {
        if (beginnings.Find(song) is { } first)
        {
            await fetches.FetchAsync(song.Song, song.Etag, 1, block[1..], cancellationToken);
            block.Span[0] = first;
        }
        else
        {
            await fetches.FetchAsync(song.Song, song.Etag, 0, block, cancellationToken);
            beginnings.Add(song, block.Span[0]);
        }
    }

    private Memory<byte> Rent(int bytes)
    {
        if (_buffer.Length < bytes)
        {
            Return();
            _buffer = ArrayPool<byte>.Shared.Rent(bytes);
        }

        return _buffer.AsMemory(0, bytes);
    }

    private void Return()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }
}
