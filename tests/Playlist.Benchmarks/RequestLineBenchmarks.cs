using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Playlist.Protocol.Songs;

namespace Playlist.Benchmarks;

/// <summary>Reading one request line, compared with parsing the same bytes into a document.</summary>
[MemoryDiagnoser]
public class RequestLineBenchmarks
{
    private static readonly byte[] Line = """
        {"id":7,"op":"play","song":"Cruel Summer - Taylor Swift","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}

        """u8.ToArray();

    [Benchmark(Baseline = true)]
    public string? JsonDocument_Parse()
    {
        using var document = JsonDocument.Parse(Line.AsMemory(0, Line.Length - 1));
        return document.RootElement.GetProperty("op").GetString();
    }

    [Benchmark]
    public string? SongLine_TryRead_and_Parse()
    {
        var buffer = new ReadOnlySequence<byte>(Line);
        return SongLine.TryRead(ref buffer, SongProtocol.MaxRequestLineBytes, out var line) ? SongRequest.Parse(line).Op : null;
    }
}
