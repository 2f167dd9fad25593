using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Decoding;

/// <summary>What of an export was not taken, and why.</summary>
internal sealed class Rejections
{
    private readonly Dictionary<string, long> _counts = [];

    /// <param name="reason">One of few, in words that begin with what is counted.</param>
    public void Add(string reason, int count = 1) => _counts[reason] = _counts.GetValueOrDefault(reason) + count;

    /// <returns>Without <c>partial_success</c> when all was taken, as OTLP asks for.</returns>
    public ExportResponse ToResponse() => _counts.Count == 0
        ? new ExportResponse()
        : new ExportResponse
        {
            PartialSuccess = new PartialSuccess
            {
                Rejected = _counts.Values.Sum(),
                ErrorMessage = string.Join(' ', _counts.Select(reason => $"{reason.Value} {reason.Key}.")),
            },
        };
}
