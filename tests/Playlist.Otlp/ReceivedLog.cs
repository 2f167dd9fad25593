using Microsoft.Extensions.Logging;

namespace Playlist.Otlp;

/// <summary>A log record as a process exported it.</summary>
/// <param name="Category">The scope's name: in .NET the logger's category.</param>
/// <param name="TimeNanoseconds">When it was written, else when it was observed; nanoseconds since 1970 (UTC).</param>
/// <param name="Level">Of OTLP's severity number: 1 to 4 is Trace, 5 to 8 Debug, and so on up to 21 to 24, Critical; <see cref="LogLevel.None"/> when there is none.</param>
/// <param name="Message">The body.</param>
/// <param name="TraceId">32 hexadecimal digits, or empty.</param>
/// <param name="SpanId">16 hexadecimal digits, or empty.</param>
/// <param name="Bytes">Its size on the wire.</param>
public sealed record ReceivedLog(
    TelemetryResource Resource,
    string Category,
    long TimeNanoseconds,
    LogLevel Level,
    string Message,
    string TraceId,
    string SpanId,
    AttributeList Attributes,
    int Bytes);
