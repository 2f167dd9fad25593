using Playlist.Client.Consoles;
using Playlist.Client.Inbox;
using Playlist.Client.Library;
using Playlist.Client.Messaging;
using Playlist.Client.Playing;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Client.Updates;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Screen;

/// <summary>Brings the state up to date with what is to be shown: the player, the inbox, and the pages of lists that somebody looks at.</summary>
internal sealed class ScreenLists(
    ScreenChanges changes, Conversation conversation, SongClient client, SongPlayer player, PlaylistView playlist, IInbox inbox, FollowedArtists followed, ListenerStatus updates)
{
    /// <summary>So many updates are shown.</summary>
    public const int MaxUpdates = 1000;

    private readonly Errands _reading = new(conversation);

    /// <summary>Asks for what is missing, until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _reading.RunAsync(cancellationToken);

    /// <summary>What is at hand is taken; what has to be asked for comes as a change.</summary>
    public void Refresh(ScreenState state)
    {
        (state.Now, state.Queue, state.Shuffle, state.Repeat) = (player.Now, player.Songs, player.Shuffle, player.Repeat);
        (state.Playlist, state.Followed, state.IsListening) = (playlist.Playlist, followed.Names, updates.IsListening);
        if (state.IsInboxOutdated)
        {
            state.IsInboxOutdated = false;
            _reading.Post(ReadInboxAsync);
        }

        var rows = state.Size.ListRows(state.View);
        switch (state.View)
        {
            case View.Library:
                Ask(state.Found, state.Found == state.Songs ? state.Movable.Top : 0, rows, (list, page, token) => ReadSongsAsync(list, state.Query, page, token));
                break;
            case View.Playlists when state.Playlist is null:
                Ask(state.Playlists, state.Movable.Top, rows, ReadPlaylistsAsync);
                break;
        }
    }

    private void Ask<T>(PagedList<T> list, int first, int rows, Func<PagedList<T>, int, CancellationToken, Task> read)
        where T : class
    {
        foreach (var page in list.Ask(first, rows))
        {
            _reading.Post(token => ReadAsync(list, page, read, token), sayUnavailable: false);
        }
    }

    private async Task ReadAsync<T>(PagedList<T> list, int page, Func<PagedList<T>, int, CancellationToken, Task> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            await read(list, page, cancellationToken);
        }
        catch (SongServerUnavailableException)
        {
            // Whoever still looks asks again.
            changes.Post(_ => list.Fail(page));
            throw;
        }
        catch (SongProtocolException)
        {
            changes.Post(_ => list.Add(page, [], 0));
            throw;
        }
    }

    private async Task ReadSongsAsync(PagedList<Song> list, string query, int page, CancellationToken cancellationToken)
    {
        var reply = await client.GetSongsAsync(new SongSearch(query.Length > 0 ? query : null), page * PagedList<Song>.PageSize, PagedList<Song>.PageSize, cancellationToken);
        changes.Post(state =>
        {
            list.Add(page, reply.Songs ?? [], reply.Total ?? 0);
            state.DidYouMean = list == state.Found ? reply.DidYouMean : state.DidYouMean;
        });
    }

    private async Task ReadPlaylistsAsync(PagedList<Protocol.Playlists.PlaylistSummary> list, int page, CancellationToken cancellationToken)
    {
        var reply = await client.GetPlaylistsAsync(page * PagedList<Song>.PageSize, PagedList<Song>.PageSize, cancellationToken);
        changes.Post(_ => list.Add(page, reply.Playlists ?? [], reply.Total ?? 0));
    }

    private async Task ReadInboxAsync(CancellationToken cancellationToken)
    {
        var updates = await inbox.ListAsync(new InboxQuery(), MaxUpdates, cancellationToken);
        changes.Post(state => state.Inbox = updates);
    }
}
