using System.Globalization;
using System.Threading.Channels;
using Playlist.Client.Playing;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Playing;

/// <summary>What a player tells, one event after the other.</summary>
internal sealed class RecordedEvents : IPlayerEvents
{
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();

    public async Task<string> NextAsync(CancellationToken cancellationToken) =>
        await _events.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);

    public IProgress<long> Receiving(long bytes) => new Progress<long>();

    public void Received()
    {
    }

    public void Playing(NowPlaying now, long bytes, string player) =>
        Add($"{player} plays {now.Song?.Title}, {now.Number} of {now.Count}, at {now.Position.TotalSeconds.ToString(CultureInfo.InvariantCulture)}");

    public void Skipped(Song song, string problem) => Add($"skipped {song.Title}: {problem}");

    public void Missing(IReadOnlyList<Song> songs) => Add($"missing {string.Join(',', songs.Select(song => song.Title))}");

    public void Stopped(NowPlaying now, string? problem) => Add($"stopped: {problem}");

    private void Add(string text) => _events.Writer.TryWrite(text);
}
