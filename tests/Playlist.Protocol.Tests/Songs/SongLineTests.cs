using System.Buffers;
using System.Text;
using System.Text.Json;
using Playlist.Protocol.Songs;

namespace Playlist.Protocol.Tests.Songs;

public sealed class SongLineTests
{
    private const int MaxLineBytes = 64;

    [Theory]
    [InlineData("{\"id\":1}\n", "{\"id\":1}")]
    [InlineData("{\"id\":1}\r\n", "{\"id\":1}")]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("a\rb\n", "a\rb")]
    [InlineData("Für Elise\nnext", "Für Elise")]
    public void TryRead_takes_one_line_wherever_the_bytes_are_cut(string sent, string expected)
    {
        foreach (var buffer in Cuts(Encoding.UTF8.GetBytes(sent)))
        {
            var unread = buffer;

            Assert.True(SongLine.TryRead(ref unread, MaxLineBytes, out var line));

            Assert.Equal(expected, Encoding.UTF8.GetString(line));
            Assert.Equal(sent[(sent.IndexOf('\n') + 1)..], Encoding.UTF8.GetString(unread));
        }
    }

    [Fact]
    public void TryRead_leaves_the_buffer_alone_when_more_bytes_are_needed()
    {
        var buffer = Sequence("{\"id\":1}"u8.ToArray());

        Assert.False(SongLine.TryRead(ref buffer, MaxLineBytes, out _));

        Assert.Equal(8, buffer.Length);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void TryRead_accepts_a_line_of_the_longest_length(string lineEnd)
    {
        var buffer = Sequence(Encoding.UTF8.GetBytes(new string('x', MaxLineBytes) + lineEnd));

        Assert.True(SongLine.TryRead(ref buffer, MaxLineBytes, out var line));

        Assert.Equal(MaxLineBytes, line.Length);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("")]
    [InlineData("x")]
    public void TryRead_refuses_a_line_one_byte_longer(string ending)
    {
        var buffer = Sequence(Encoding.UTF8.GetBytes(new string('x', MaxLineBytes + 1) + ending));

        var exception = Assert.Throws<SongProtocolException>(() => SongLine.TryRead(ref buffer, MaxLineBytes, out _));

        Assert.Equal(SongErrorCodes.LineTooLong, exception.Code);
        Assert.Contains("64", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_waits_for_the_line_feed_of_a_line_of_the_longest_length()
    {
        var buffer = Sequence(Encoding.UTF8.GetBytes(new string('x', MaxLineBytes) + "\r"));

        Assert.False(SongLine.TryRead(ref buffer, MaxLineBytes, out _));
    }

    [Fact]
    public void Parse_reads_a_request_wherever_the_bytes_are_cut()
    {
        var line = """{"id":7,"op":"play","song":"Où est « Été »?","from":65536,"etag":"9f","audio":false,"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","new":{"a":[1]}}"""u8.ToArray();
        foreach (var buffer in Cuts(line))
        {
            var request = SongLine.Parse(buffer, SongJson.Default.PlayRequest);

            Assert.Equal(7, request.Id);
            Assert.Equal("Où est « Été »?", request.Song);
            Assert.Equal(65536, request.From);
            Assert.Null(request.To);
            Assert.Equal("9f", request.Etag);
            Assert.False(request.Audio);
            Assert.StartsWith("00-0af7", request.Traceparent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"play\"")]
    [InlineData("{\"id\":1}{\"id\":2}")]
    [InlineData("{\"id\":\"1\",\"op\":\"ping\"}")]
    [InlineData("{\"id\":1.5,\"op\":\"ping\"}")]
    [InlineData("{\"id\":1e400,\"op\":\"ping\"}")]
    [InlineData("{\"id\":99999999999999999999,\"op\":\"ping\"}")]
    [InlineData("{\"id\":1,\"op\":7}")]
    [InlineData("{\"id\":1,\"op\":\"\\ud800\"}")]
    [InlineData("{\"id\":1,\"op\":\"ping\",}")]
    public void Parse_refuses_what_is_no_request(string line)
    {
        var exception = Assert.Throws<SongProtocolException>(() => SongRequest.Parse(Sequence(Encoding.UTF8.GetBytes(line))));

        Assert.Equal(SongErrorCodes.BadRequest, exception.Code);
    }

    [Fact]
    public void Parse_names_the_member_that_is_wrong()
    {
        var line = Sequence("""{"id":1,"op":"play","from":"the start"}"""u8.ToArray());

        var exception = Assert.Throws<SongProtocolException>(() => SongLine.Parse(line, SongJson.Default.PlayRequest));

        Assert.Contains("'from'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_refuses_bytes_that_are_not_utf8_even_in_members_that_nobody_reads()
    {
        byte[] line = [.. "{\"id\":1,\"op\":\"ping\",\"new\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        var exception = Assert.Throws<SongProtocolException>(() => SongRequest.Parse(Sequence(line)));

        Assert.Equal(SongErrorCodes.BadRequest, exception.Code);
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    [InlineData(10_000, false)]
    public void Parse_reads_objects_that_nest_16_deep_at_most(int arrays, bool accepted)
    {
        var line = Sequence(Encoding.UTF8.GetBytes($$"""{"id":1,"op":"ping","new":{{new string('[', arrays)}}{{new string(']', arrays)}}}"""));

        var exception = Record.Exception(() => SongRequest.Parse(line));

        Assert.Equal(accepted, exception is null);
        Assert.True(exception is null or SongProtocolException { Code: SongErrorCodes.BadRequest });
    }

    [Theory]
    [InlineData(0L, true)]
    [InlineData(SongProtocol.MaxId, true)]
    [InlineData(-1L, false)]
    [InlineData(SongProtocol.MaxId + 1, false)]
    public void Parse_takes_ids_that_every_json_reader_keeps(long id, bool accepted)
    {
        var exception = Record.Exception(() => SongRequest.Parse(Sequence(Encoding.UTF8.GetBytes($$"""{"id":{{id}},"op":"ping"}"""))));

        Assert.Equal(accepted, exception is null);
        Assert.True(exception is null or SongProtocolException { Code: SongErrorCodes.BadRequest });
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{\"a\":[1,2]}")]
    public void Parse_takes_a_traceparent_that_is_no_string_as_absent(string traceparent)
    {
        var request = SongRequest.Parse(Sequence(Encoding.UTF8.GetBytes($$"""{"id":1,"traceparent":{{traceparent}},"op":"ping"}""")));

        Assert.Null(request.Traceparent);
        Assert.Equal("ping", request.Op);
    }

    [Fact]
    public void Parse_answers_random_bytes_with_a_request_or_bad_request_and_nothing_else()
    {
        var random = new Random(20261123);
        var seed = """{"id":7,"op":"play","song":"Cruel Summer","from":0,"traceparent":"00-00-00-01"}"""u8.ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var line = seed.AsSpan(0, random.Next(seed.Length + 1)).ToArray();
            for (var changes = random.Next(4); changes > 0 && line.Length > 0; changes--)
            {
                line[random.Next(line.Length)] = (byte)random.Next(256);
            }

            var exception = Record.Exception(() => SongLine.Parse(Sequence(line), SongJson.Default.PlayRequest));

            Assert.True(exception is null or SongProtocolException { Code: SongErrorCodes.BadRequest }, $"round {round}: {exception}");
        }
    }

    [Fact]
    public void Write_writes_one_line_that_a_person_can_read()
    {
        var output = new ArrayBufferWriter<byte>();

        SongLine.Write(output, new PlayRequest { Id = 7, Op = SongOps.Play, Song = "How It's Done\n<É>" }, SongJson.Default.PlayRequest);

        Assert.Equal("""{"id":7,"op":"play","song":"How It's Done\n<É>"}""" + "\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Write_puts_id_and_ok_first()
    {
        var output = new ArrayBufferWriter<byte>();

        SongLine.Write(
            output,
            new SongReply { Id = 3, Ok = false, Error = new SongError(SongErrorCodes.SongNotFound, "There is no song 'X'.") },
            SongJson.Default.SongReply);

        Assert.Equal("""{"id":3,"ok":false,"error":{"code":"song_not_found","message":"There is no song 'X'."}}""" + "\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(7, 32768)]
    [InlineData(SongProtocol.MaxId, SongProtocol.MaxAudioBytes)]
    public void WriteAudio_writes_what_the_parser_reads(long id, int bytes)
    {
        var output = new ArrayBufferWriter<byte>();

        SongLine.WriteAudio(output, id, bytes);

        Assert.Equal($$"""{"id":{{id}},"audio":{{bytes}}}""" + "\n", Encoding.UTF8.GetString(output.WrittenSpan));
        var reply = JsonSerializer.Deserialize(output.WrittenSpan, SongJson.Default.SongReply);
        Assert.Equal(id, reply!.Id);
        Assert.Equal(bytes, reply.Audio);
    }

    [Fact]
    public void Checksum_is_xxh3_of_all_bytes_appended()
    {
        var checksum = new AudioChecksum();
        Assert.Equal("xxh3:2d06800538d394c2", checksum.ToString());

        checksum.Append("Cruel "u8);
        checksum.Append("Summer"u8);

        Assert.Equal($"xxh3:{System.IO.Hashing.XxHash3.HashToUInt64("Cruel Summer"u8):x16}", checksum.ToString());
    }

    /// <summary>The bytes whole, cut in two at each place, and one at a time.</summary>
    private static IEnumerable<ReadOnlySequence<byte>> Cuts(byte[] bytes)
    {
        yield return Sequence(bytes);
        for (var at = 1; at < bytes.Length; at++)
        {
            yield return Sequence(bytes[..at], bytes[at..]);
        }

        yield return Sequence([.. bytes.Select(one => new[] { one })]);
    }

    private static ReadOnlySequence<byte> Sequence(params byte[][] parts)
    {
        var first = new Segment(parts[0], null);
        var last = first;
        foreach (var part in parts.Skip(1))
        {
            last = new Segment(part, last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, Segment? before)
        {
            Memory = bytes;
            if (before is not null)
            {
                before.Next = this;
                RunningIndex = before.RunningIndex + before.Memory.Length;
            }
        }
    }
}
