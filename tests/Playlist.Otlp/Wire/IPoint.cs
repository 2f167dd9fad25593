using Google.Protobuf.Collections;

namespace Playlist.Otlp.Wire;

/// <summary>What the points of all kinds of metrics have.</summary>
internal interface IPoint
{
    RepeatedField<KeyValue> Attributes { get; }

    ulong StartTimeUnixNano { get; }

    ulong TimeUnixNano { get; }

    uint Flags { get; }

    int CalculateSize();
}

internal sealed partial class NumberPoint : IPoint;

internal sealed partial class HistogramPoint : IPoint;

internal sealed partial class ExponentialHistogramPoint : IPoint;
