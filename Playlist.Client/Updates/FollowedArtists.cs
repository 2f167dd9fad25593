using Microsoft.Extensions.Options;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Updates;

/// <summary>The artists that this client follows, by their normalized names, in the order in which it began to.</summary>
internal sealed class FollowedArtists(IOptions<UpdateListenerOptions> options)
{
    private readonly Lock _lock = new();
    private readonly List<string> _names = [.. options.Value.Follow.Select(RoutingKey.Normalize).Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _names];
            }
        }
    }

    /// <returns>The artist's normalized name, and whether it is new.</returns>
    public (string Artist, bool Added) Add(string artist)
    {
        var name = RoutingKey.Normalize(artist);
        lock (_lock)
        {
            var added = !_names.Contains(name);
            if (added)
            {
                _names.Add(name);
            }

            return (name, added);
        }
    }

    /// <param name="artist">The artist, also in other letter case than it was followed in.</param>
    /// <returns>The name that was followed, or <see langword="null"/>.</returns>
    public string? Remove(string artist)
    {
        var name = RoutingKey.Normalize(artist);
        lock (_lock)
        {
            var index = _names.IndexOf(name);
            index = index >= 0 ? index : _names.FindIndex(followed => string.Equals(followed, name, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                return null;
            }

            name = _names[index];
            _names.RemoveAt(index);
            return name;
        }
    }
}
