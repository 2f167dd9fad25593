using System.Net;
using Microsoft.Extensions.Options;
using Playlist.Protocol.Songs;

namespace Playlist.Server.Songs;

/// <summary>How many connections there may be, in all and from one address.</summary>
/// <remarks>
/// Where there is no room, the oldest connection that has asked for nothing yet is sent away: then connections that are opened and left,
/// however many, keep nobody out. Only when all have asked for something is the newcomer refused.
/// </remarks>
internal sealed class SongAdmission(IOptions<SongServerOptions> options)
{
    // How many connections that were told to go may be waited for at once; beyond that they are closed right away.
    private const int MaxLingering = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<SongSession, LinkedListNode<SongSession>?> _admitted = [];
    private readonly Dictionary<IPAddress, int> _perAddress = [];
    private readonly LinkedList<SongSession> _unasked = [];
    private int _lingering;

    /// <returns>Why the newcomer is refused, or <see langword="null"/> when it may stay until <see cref="Remove"/>.</returns>
    public SongProtocolException? Admit(SongSession newcomer)
    {
        lock (_lock)
        {
            if (_perAddress.GetValueOrDefault(newcomer.Address) >= options.Value.MaxConnectionsPerAddress)
            {
                var reason = new SongProtocolException(SongErrorCodes.TooManyConnectionsFromAddress, $"Your address already has {options.Value.MaxConnectionsPerAddress} connections, which is all it may have: close one, or try again later.");
                if (!TryMakeRoom(unasked => unasked.Address.Equals(newcomer.Address), reason))
                {
                    return reason;
                }
            }

            if (_admitted.Count >= options.Value.MaxConnections)
            {
                var reason = new SongProtocolException(SongErrorCodes.TooManyConnections, $"The server already has {options.Value.MaxConnections} connections, which is all it may have: try again later.");
                if (!TryMakeRoom(_ => true, reason))
                {
                    return reason;
                }
            }

            _admitted.Add(newcomer, _unasked.AddLast(newcomer));
            _perAddress[newcomer.Address] = _perAddress.GetValueOrDefault(newcomer.Address) + 1;
            return null;
        }
    }

    /// <summary>The client has sent its first request: it keeps its place.</summary>
    public void HasAsked(SongSession session)
    {
        lock (_lock)
        {
            if (_admitted.GetValueOrDefault(session) is { } node)
            {
                _unasked.Remove(node);
                _admitted[session] = null;
            }
        }
    }

    public void Remove(SongSession session)
    {
        lock (_lock)
        {
            if (!_admitted.Remove(session, out var node))
            {
                return;
            }

            if (node is not null)
            {
                _unasked.Remove(node);
            }

            if (--_perAddress[session.Address] == 0)
            {
                _perAddress.Remove(session.Address);
            }
        }
    }

    /// <summary>Whether a connection that was told to go may be waited for; <see cref="Lingered"/> when it has gone.</summary>
    public bool TryLinger()
    {
        if (Interlocked.Increment(ref _lingering) <= MaxLingering)
        {
            return true;
        }

        Lingered();
        return false;
    }

    public void Lingered() => Interlocked.Decrement(ref _lingering);

    private bool TryMakeRoom(Func<SongSession, bool> isCandidate, SongProtocolException reason)
    {
        if (_unasked.FirstOrDefault(isCandidate) is not { } oldest)
        {
            return false;
        }

        Remove(oldest);
        oldest.Dismiss(reason);
        return true;
    }
}
