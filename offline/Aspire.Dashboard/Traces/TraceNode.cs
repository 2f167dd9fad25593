using Playlist.Otlp;

namespace Aspire.Dashboard.Traces;

/// <summary>A span and where it is in the tree.</summary>
/// <param name="Notes">What is not as it should be, a sentence each.</param>
internal sealed record TraceNode(ReceivedSpan Span, int Depth, bool HasChildren, IReadOnlyList<string> Notes);
