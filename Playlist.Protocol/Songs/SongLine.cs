using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Playlist.Protocol.Songs;

/// <summary>Lines: one JSON object in UTF-8, ended by LF; a CR before it is ignored (docs/song-protocol.md, section 2).</summary>
public static class SongLine
{
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = SongProtocol.MaxDepth };
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = SongJson.Encoder, SkipValidation = true };

    /// <summary>Takes one line off the front of <paramref name="buffer"/>.</summary>
    /// <param name="buffer">Unread bytes; advanced past the line feed only when a whole line was found.</param>
    /// <param name="maxLineBytes">The longest line allowed, without its line end.</param>
    /// <param name="line">The line without its line end; a view over the pipe, valid until it advances.</param>
    /// <returns><see langword="false"/> when more bytes are needed.</returns>
    /// <exception cref="SongProtocolException"><c>line_too_long</c>: no line end within <paramref name="maxLineBytes"/> bytes.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int maxLineBytes, out ReadOnlySequence<byte> line)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadTo(out line, LineFeed))
        {
            // The last byte may be the CR of a line that is just short enough.
            if (buffer.Length > maxLineBytes + 1 || (buffer.Length == maxLineBytes + 1 && LastByte(buffer) != CarriageReturn))
            {
                throw TooLong(maxLineBytes);
            }

            return false;
        }

        line = WithoutCarriageReturn(line);
        if (line.Length > maxLineBytes)
        {
            throw TooLong(maxLineBytes);
        }

        buffer = buffer.Slice(reader.Position);
        return true;
    }

    /// <summary>The line without the CR at its end, if there is one.</summary>
    public static ReadOnlySequence<byte> WithoutCarriageReturn(ReadOnlySequence<byte> line) =>
        !line.IsEmpty && LastByte(line) == CarriageReturn ? line.Slice(0, line.Length - 1) : line;

    /// <summary>Reads a line's members; members that <typeparamref name="T"/> does not know are ignored.</summary>
    /// <exception cref="SongProtocolException"><c>bad_request</c>: not a JSON object in UTF-8, or a member of the wrong type or out of its range.</exception>
    public static T Parse<T>(ReadOnlySequence<byte> line, JsonTypeInfo<T> type)
        where T : class
    {
        // Members that nobody reads are not decoded by the parser: the whole line must be text all the same.
        if (!IsUtf8(line))
        {
            throw new SongProtocolException(SongErrorCodes.BadRequest, "The line is not UTF-8: send one JSON object per line, in UTF-8.");
        }

        try
        {
            var reader = new Utf8JsonReader(line, ReaderOptions);
            var value = JsonSerializer.Deserialize(ref reader, type);
            if (value is not null && !reader.Read())
            {
                return value;
            }
        }
        catch (JsonException exception)
        {
            var member = exception.Path is { Length: > 2 } path ? $" (member '{path[2..]}')" : "";
            throw new SongProtocolException(SongErrorCodes.BadRequest, $"The line cannot be read{member}: send one JSON object per line, such as {{\"id\":1,\"op\":\"songs\"}}.", exception);
        }

        throw new SongProtocolException(SongErrorCodes.BadRequest, "The line is not one JSON object: send one per line, such as {\"id\":1,\"op\":\"songs\"}.");
    }

    /// <summary>Writes one line, as <c>{"id":7,"op":"play","song":"Cruel Summer"}</c> LF.</summary>
    public static void Write<T>(IBufferWriter<byte> output, T value, JsonTypeInfo<T> type)
    {
        using (var writer = new Utf8JsonWriter(output, WriterOptions))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        output.Write([LineFeed]);
    }

    /// <summary>Writes the line that announces audio, as <c>{"id":7,"audio":32768}</c> LF (docs/song-protocol.md, section 3).</summary>
    public static void WriteAudio(IBufferWriter<byte> output, long id, int bytes)
    {
        const int longest = 64;
        var span = output.GetSpan(longest);
        var length = 0;

        Append("{\"id\":"u8, span, ref length);
        AppendNumber(id, span, ref length);
        Append(",\"audio\":"u8, span, ref length);
        AppendNumber(bytes, span, ref length);
        Append("}\n"u8, span, ref length);
        output.Advance(length);

        static void Append(ReadOnlySpan<byte> text, Span<byte> span, ref int length)
        {
            text.CopyTo(span[length..]);
            length += text.Length;
        }

        static void AppendNumber(long number, Span<byte> span, ref int length)
        {
            Utf8Formatter.TryFormat(number, span[length..], out var written);
            length += written;
        }
    }

    private static byte LastByte(ReadOnlySequence<byte> sequence) => sequence.Slice(sequence.Length - 1).FirstSpan[0];

    private static bool IsUtf8(ReadOnlySequence<byte> line) =>
        line.IsSingleSegment ? Utf8.IsValid(line.FirstSpan) : Utf8.IsValid(line.ToArray());

    private static SongProtocolException TooLong(int maxLineBytes) =>
        new(SongErrorCodes.LineTooLong, $"A line may have {maxLineBytes} bytes at most, without its line end.");
}
