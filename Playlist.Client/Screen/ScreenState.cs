using Playlist.Client.Consoles;
using Playlist.Client.Inbox;
using Playlist.Client.Playing;
using Playlist.Client.Playlists;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;
using Playlist.Protocol.Updates;

namespace Playlist.Client.Screen;

/// <summary>What is shown, and what is chosen. Belongs to the screen's loop; knows no terminal, no server and no player.</summary>
internal sealed class ScreenState
{
    /// <summary>Older messages are forgotten.</summary>
    public const int MaxMessages = 1000;

    private readonly Dictionary<View, Selection> _selections = new() { [View.Library] = new(), [View.Queue] = new(), [View.Playlists] = new(), [View.Inbox] = new() };
    private readonly Selection _playlistSongs = new();
    private readonly TextScroll _messageScroll = new();
    private readonly TextScroll _helpScroll = new();
    private PagedList<Song> _found = new();
    private PagedList<Song>? _foundBefore;
    private View _viewBefore;
    private WholePlaylist? _playlist;

    public ScreenSize Size { get; private set; }

    public View View { get; private set; }

    public Typing Typing { get; set; }

    public LineEditor SearchLine { get; } = new();

    public LineEditor CommandLine { get; } = new();

    /// <summary>What the library is searched for; empty is everything.</summary>
    public string Query { get; private set; } = "";

    /// <summary>The list of songs that is wanted; it may have yet to come.</summary>
    public PagedList<Song> Found => _found;

    /// <summary>The list of songs that is shown: that of the search before, until the first page of this one is there.</summary>
    public PagedList<Song> Songs => _found.Count is null && _foundBefore is not null ? _foundBefore : _found;

    /// <summary>A search that finds something, when this one does not.</summary>
    public string? DidYouMean { get; set; }

    public PagedList<PlaylistSummary> Playlists { get; } = new();

    /// <summary>The open one.</summary>
    public WholePlaylist? Playlist
    {
        get => _playlist;
        set
        {
            if (value?.Summary.Id != _playlist?.Summary.Id)
            {
                _playlistSongs.Reset();
            }

            _playlist = value;
        }
    }

    public NowPlaying Now { get; set; } = new(PlayerState.Stopped, Song: null, Number: 0, Count: 0, Position: TimeSpan.Zero);

    public IReadOnlyList<Song> Queue { get; set; } = [];

    public bool Shuffle { get; set; }

    public Repeat Repeat { get; set; }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<InboxUpdate> Inbox { get; set; } = [];

    /// <summary>Whether the inbox is to be read again.</summary>
    public bool IsInboxOutdated { get; set; } = true;

    /// <summary>Whether updates and the changes of others come through.</summary>
    public bool IsListening { get; set; }

    /// <summary>Normalized names.</summary>
    public IReadOnlyList<string> Followed { get; set; } = [];

    /// <summary>The oldest first.</summary>
    public List<Message> Messages { get; } = [];

    /// <summary>How many messages there ever were.</summary>
    public int Said { get; private set; }

    /// <summary>Something that goes on, in the place of the next message.</summary>
    public string? Status { get; set; }

    /// <summary>The song that is chosen, where songs are listed.</summary>
    public Song? SelectedSong => View switch
    {
        View.Library => Songs[SelectedIndex],
        View.Queue => Queue.ElementAtOrDefault(SelectedIndex),
        View.Playlists => Playlist?.Songs.ElementAtOrDefault(SelectedIndex),
        _ => null,
    };

    public PlaylistSummary? SelectedPlaylist => View is View.Playlists && Playlist is null ? Playlists[SelectedIndex] : null;

    public InboxUpdate? SelectedUpdate => View is View.Inbox ? Inbox.ElementAtOrDefault(SelectedIndex) : null;

    /// <summary>Whom the chosen row is by.</summary>
    public string? SelectedArtist => SelectedUpdate?.Artist ?? SelectedSong?.Artist;

    public int SelectedIndex => (Movable as Selection)?.Index ?? -1;

    public IMovable Movable => View switch
    {
        View.Messages => _messageScroll,
        View.Help => _helpScroll,
        View.Playlists when Playlist is not null => _playlistSongs,
        _ => _selections[View],
    };

    /// <summary>How many rows the view has, shown or not.</summary>
    public int RowCount => View switch
    {
        View.Library => Songs.Count ?? 0,
        View.Queue => Queue.Count,
        View.Playlists => Playlist?.Songs.Count ?? Playlists.Count ?? 0,
        View.Inbox => Inbox.Count,
        View.Messages => MessageText.Rows(Messages, Size.Width).Count,
        _ => ScreenKeys.Help(Size.Width).Count,
    };

    public bool IsFollowed(string artist) => UpdateText.IsValid(artist, UpdateText.MaxArtistLength, out _) && Followed.Contains(RoutingKey.Normalize(artist));

    public void Show(View view)
    {
        if (view != View)
        {
            _viewBefore = View is View.Help or View.Messages ? _viewBefore : View;
            View = view;
            if (view is View.Messages)
            {
                _messageScroll.ToEnd();
            }
        }

        Fit(Size);
    }

    /// <summary>Leaves what was opened over the lists.</summary>
    public void ShowBefore() => Show(_viewBefore);

    /// <summary>Shows what was said from some moment on.</summary>
    /// <param name="said">What <see cref="Said"/> was.</param>
    public void ShowSaid(int said)
    {
        Show(View.Messages);
        var before = Math.Max(0, Messages.Count - (Said - said));
        _messageScroll.To(MessageText.Rows(Messages.GetRange(0, before), Size.Width).Count);
        Fit(Size);
    }

    public void Move(int rows) => Movable.Move(rows, RowCount, Size.ListRows(View));

    /// <summary>Fits the lists into a terminal of this size.</summary>
    public void Fit(ScreenSize size)
    {
        Size = size;
        Movable.Fit(RowCount, size.ListRows(View));
    }

    public void Search(string query)
    {
        if (query == Query)
        {
            return;
        }

        _foundBefore = Songs;
        _found = new PagedList<Song>();
        Query = query;
        DidYouMean = null;
        _selections[View.Library].Reset();
    }

    /// <summary>All lists are to be asked for again.</summary>
    public void Expire()
    {
        Found.Expire();
        Playlists.Expire();
        IsInboxOutdated = true;
    }

    public void Say(Message message)
    {
        Messages.Add(message);
        Said++;
        if (Messages.Count > MaxMessages)
        {
            Messages.RemoveAt(0);
        }
    }
}

/// <summary>What the keys are typed into.</summary>
internal enum Typing
{
    Nothing,
    Search,
    Command,
}
