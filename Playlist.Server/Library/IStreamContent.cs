using Playlist.Protocol.Songs;

namespace Playlist.Server.Library;

/// <summary>Bytes that are sent as a stream.</summary>
internal interface IStreamContent : IDisposable
{
    long Length { get; }

    /// <summary>A strong validator: 32 hexadecimal digits of the content's XXH128.</summary>
    string Etag { get; }

    /// <summary>Fills <paramref name="buffer"/> from <paramref name="offset"/> on.</summary>
    /// <exception cref="SongProtocolException"><c>changed</c>: the bytes are no longer those that were opened.</exception>
    /// <exception cref="IOException">They cannot be read.</exception>
    ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);
}
