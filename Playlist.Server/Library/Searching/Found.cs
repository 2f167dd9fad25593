namespace Playlist.Server.Library.Searching;

/// <summary>What was found.</summary>
/// <param name="Total">How many there are in all.</param>
/// <param name="Page">Those on the page that was asked for.</param>
internal sealed record Found<T>(int Total, IReadOnlyList<T> Page)
{
    public static readonly Found<T> Nothing = new(0, []);
}
