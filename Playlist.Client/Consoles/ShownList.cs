using System.Globalization;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Consoles;

/// <summary>The lists on the screen: shown a page at a time, and what the numbers of the last one with numbers stand for.</summary>
internal sealed class ShownList(ITranscript transcript)
{
    /// <summary>How much is shown at a time.</summary>
    public const int PageSize = 100;

    private Func<IReadOnlyList<Song>>? _songs;
    private IReadOnlyList<PlaylistSummary>? _playlists;
    private Func<CancellationToken, Task>? _more;

    /// <summary>Shows the first page of a list.</summary>
    /// <param name="get">Asks for a page, from an offset, and how many there are in all.</param>
    /// <param name="show">A line, of an item and its position from 0.</param>
    /// <returns>How many there are in all.</returns>
    public async Task<int> ShowAsync<T>(Func<int, CancellationToken, Task<(IReadOnlyList<T>? Items, int? Total)>> get, Func<int, T, string> show, CancellationToken cancellationToken)
    {
        _more = null;
        return await ShowAsync(0, get, show, cancellationToken);
    }

    /// <summary>The next page of the last list.</summary>
    public Task MoreAsync(CancellationToken cancellationToken) =>
        _more?.Invoke(cancellationToken) ?? throw new UsageException("There is no more: the last list was shown to its end.");

    /// <summary>From now on, numbers stand for these songs.</summary>
    /// <param name="songs">The songs at the moment that a number is typed.</param>
    public void Number(Func<IReadOnlyList<Song>> songs) => (_songs, _playlists) = (songs, null);

    /// <summary>From now on, numbers stand for these playlists.</summary>
    public void Number(IReadOnlyList<PlaylistSummary> playlists) => (_songs, _playlists) = (null, playlists);

    /// <summary>The songs of the last list; empty when it is one of playlists.</summary>
    public IReadOnlyList<Song> Songs => _songs?.Invoke() ?? [];

    /// <summary>The song that a number stands for; <see langword="null"/> when it is none, and may be a name.</summary>
    public Song? Song(string typed) => Index(typed, Songs.Count) is { } index ? Songs[index] : null;

    /// <summary>The playlist that a number stands for; <see langword="null"/> when it is none, and may be a name.</summary>
    public PlaylistSummary? Playlist(string typed) => _playlists is not null && Index(typed, _playlists.Count) is { } index ? _playlists[index] : null;

    /// <returns>From 0, where people count from 1; <see langword="null"/> when there is no such number.</returns>
    public static int? Index(string typed, int count) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= count ? number - 1 : null;

    private async Task<int> ShowAsync<T>(int offset, Func<int, CancellationToken, Task<(IReadOnlyList<T>? Items, int? Total)>> get, Func<int, T, string> show, CancellationToken cancellationToken)
    {
        var (items, total) = await get(offset, cancellationToken);
        foreach (var item in items ?? [])
        {
            transcript.WriteLine(show(offset++, item));
        }

        var all = total ?? offset;
        _more = items is { Count: > 0 } && offset < all ? token => ShowAsync(offset, get, show, token) : null;
        if (_more is not null)
        {
            transcript.WriteLine(string.Create(CultureInfo.InvariantCulture, $"These are {offset:N0} of {all:N0}. The next: more"));
        }

        return all;
    }
}
