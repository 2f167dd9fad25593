namespace Aspire.Dashboard.Metrics;

internal sealed record MeterList(long Version, long DroppedPoints, IReadOnlyList<MeterView> Meters);

internal sealed record MeterView(string Name, IReadOnlyList<InstrumentView> Instruments);

/// <param name="Kind"><c>Gauge</c>, <c>Counter</c>, <c>UpDownCounter</c> or <c>Histogram</c>.</param>
/// <param name="Services">The processes that report it, by service name.</param>
internal sealed record InstrumentView(string Name, string Unit, string Description, string Kind, IReadOnlyList<string> Services);

/// <param name="Where">The attributes that count, as key and value; the key <c>service</c> is the process's service, <c>instance</c> its replica.</param>
/// <param name="Period">How far back to look.</param>
/// <param name="AsRate">A counter's growth per second in place of its value.</param>
internal sealed record ChartQuery(string Meter, string Instrument, IReadOnlyList<KeyValuePair<string, string>> Where, TimeSpan Period, bool AsRate);

/// <summary>An instrument over time.</summary>
/// <param name="Attributes">Every attribute that a line could be told by, whatever is looked for.</param>
/// <param name="Times">Seconds since 1970 (UTC), ascending, the same for all lines.</param>
/// <param name="Lines">A gauge's or sum's one for each set of attributes, the highest newest value first; of a histogram <c>p50</c>, <c>p90</c> and <c>p99</c> of all that match.</param>
/// <param name="TotalLines">How many there are; at most 12 are listed.</param>
internal sealed record ChartView(long Version, string Kind, string Unit, string Description, IReadOnlyList<AttributeChoice> Attributes, IReadOnlyList<double> Times, IReadOnlyList<ChartLine> Lines, int TotalLines);

/// <param name="Values">Also the empty text when some were measured without the attribute.</param>
internal sealed record AttributeChoice(string Key, IReadOnlyList<string> Values);

/// <param name="Values">One for each time; <see langword="null"/> where nothing was measured.</param>
internal sealed record ChartLine(string Name, IReadOnlyList<double?> Values);
