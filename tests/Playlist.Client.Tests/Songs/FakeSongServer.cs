using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Protocol.Library;
using Playlist.Protocol.Playlists;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Tests.Songs;

/// <summary>A song server that answers by itself: a few songs, and playlists that are written, in memory.</summary>
internal sealed class FakeSongServer : IAsyncDisposable
{
    private const int ChunkBytes = 32 * 1024;

    private static readonly DateTimeOffset Changed = new(2026, 11, 25, 22, 10, 54, TimeSpan.Zero);

    private readonly ScriptedServer _server = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, WholePlaylist> _playlists = new();
    private readonly Task _accepting;

    /// <param name="songs">The titles; the artist of each is Taylor Swift, and its id the title in lower case.</param>
    public FakeSongServer(params string[] songs)
    {
        Songs = [.. songs.Select(title => new Song(title.ToLowerInvariant(), title, "Taylor Swift", Duration: 221))];
        _accepting = AcceptAsync();
    }

    public string Address => _server.Address;

    public List<Song> Songs { get; }

    /// <summary>The ids of the songs whose audio comes with a wrong checksum.</summary>
    public ConcurrentBag<string> Damaged { get; } = [];

    /// <summary>The operations, in the order in which they were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Whoever asks for anything loses the connection.</summary>
    public bool IsAway { get; set; }

    /// <summary>What was asked to be played from its beginning, and was there.</summary>
    public ConcurrentQueue<string> Played { get; } = [];

    /// <summary>The bytes of songs, by id; of the others it is <c>audio of Lover</c>.</summary>
    public ConcurrentDictionary<string, byte[]> Audio { get; } = [];

    /// <summary>The media type of all songs.</summary>
    public string Type { get; set; } = "audio/mpeg";

    /// <summary>The pictures of songs, by id.</summary>
    public ConcurrentDictionary<string, (string Type, byte[] Bytes)> Covers { get; } = [];

    /// <summary>The requests for audio, in the order in which they came.</summary>
    public ConcurrentQueue<SongRange> Ranges { get; } = [];

    /// <summary>Is called before each 32 KiB of audio or of a picture. When it throws a refusal, that ends the stream; an <see cref="IOException"/>, the connection.</summary>
    public Func<string, long, Task> Sending { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Is called before a write is made.</summary>
    public Action<string> Writing { get; set; } = _ => { };

    public WholePlaylist Playlist(string name) => _playlists.Values.Single(playlist => playlist.Summary.Name == name);

    /// <summary>Makes a playlist, or writes one as somebody else would.</summary>
    public void Write(string name, params string[] songs)
    {
        var summary = _playlists.Values.SingleOrDefault(playlist => playlist.Summary.Name == name)?.Summary ?? new PlaylistSummary($"id-of-{name}", name, 0, 0, 0, 0, Changed);
        Store(summary, [.. songs.Select(id => Find(id) ?? new Song(id, id, "Nobody", Missing: true))]);
    }

    public void Rename(string name, string to)
    {
        var (summary, songs) = Playlist(name);
        Store(summary with { Name = to }, songs);
    }

    public void Delete(string name) => _playlists.TryRemove(Playlist(name).Summary.Id, out _);

    /// <summary>Nobody listens any more, and those who were connected are not.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _server.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _server.AcceptAsync(_stopping.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(ScriptedServer.Peer peer)
    {
        using (peer)
        {
            try
            {
                while (true)
                {
                    var request = await peer.ReadAsync(_stopping.Token);
                    if (IsAway)
                    {
                        return;
                    }

                    Asked.Enqueue(request.GetProperty("op").GetString()!);
                    await AnswerAsync(peer, request, request.GetProperty("id").GetInt64(), request.GetProperty("op").GetString()!);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or TimeoutException)
            {
                // The client or the test has ended.
            }
        }
    }

    private async Task AnswerAsync(ScriptedServer.Peer peer, JsonElement request, long id, string op)
    {
        try
        {
            if (op == SongOps.Play)
            {
                await PlayAsync(peer, request, id);
                return;
            }

            if (op == SongOps.Cover)
            {
                await SendCoverAsync(peer, id, Required(Text(request, "song")!));
                return;
            }

            await SendAsync(peer, Answer(request, id, op));
        }
        catch (SongProtocolException refusal)
        {
            var current = refusal.Code == SongErrorCodes.Conflict ? Find(_playlists, Text(request, "playlist")!) : null;
            await SendAsync(peer, JsonSerializer.Serialize(
                new PlaylistReply { Id = id, Ok = false, Error = new SongError(refusal.Code, refusal.Message), Playlist = current?.Summary, Songs = current?.Songs },
                SongJson.Default.PlaylistReply));
        }
    }

    private string Answer(JsonElement request, long id, string op)
    {
        var offset = Number(request, "offset") ?? 0;
        var limit = Number(request, "limit") ?? SongProtocol.DefaultListLimit;
        switch (op)
        {
            case SongOps.Songs:
                var query = Text(request, "query");
                var songs = Songs.Where(song => query is null || song.Title.Contains(query, StringComparison.OrdinalIgnoreCase)).ToList();
                return Json(new SongsReply { Id = id, Ok = true, Total = songs.Count, Offset = offset, Songs = [.. songs.Skip(offset).Take(limit)], DidYouMean = songs.Count == 0 ? "lover" : null }, SongJson.Default.SongsReply);
            case SongOps.Song:
                var song = Required(Text(request, "song")!);
                return Json(
                    new SongDetailsReply { Id = id, Ok = true, Song = new SongDetails(song.Id, song.Title, song.Artist, null, song.Album ?? "Lover", 3, null, 2019, null, song.Duration, "audio/mpeg", 5, "a/b.mp3", Changed, 7, false, null) },
                    SongJson.Default.SongDetailsReply);
            case SongOps.Artists:
                return Json(new ArtistsReply { Id = id, Ok = true, Total = 1, Offset = 0, Artists = [new Artist("Taylor Swift", Songs.Count, 1)] }, SongJson.Default.ArtistsReply);
            case SongOps.Albums:
                return Json(new AlbumsReply { Id = id, Ok = true, Total = 1, Offset = 0, Albums = [new Album("Lover", "Taylor Swift", null, Songs.Count, 61, Songs[0].Id)] }, SongJson.Default.AlbumsReply);
            case SongOps.Match:
                var wanted = request.GetProperty("songs").EnumerateArray().Select(description => Find(Path.GetFileNameWithoutExtension(Text(description, "path")!))?.Id);
                return Json(new MatchReply { Id = id, Ok = true, Songs = [.. wanted] }, SongJson.Default.MatchReply);
            case SongOps.Playlists:
                var playlists = _playlists.Values.Select(playlist => playlist.Summary).OrderBy(summary => summary.Name).ToList();
                return Json(new PlaylistsReply { Id = id, Ok = true, Total = playlists.Count, Offset = offset, Playlists = [.. playlists.Skip(offset).Take(limit)] }, SongJson.Default.PlaylistsReply);
            case SongOps.Playlist:
                var found = Required(_playlists, Text(request, "playlist")!);
                return Json(
                    new PlaylistReply { Id = id, Ok = true, Playlist = found.Summary, Total = found.Songs.Count, Offset = offset, Songs = [.. found.Songs.Skip(offset).Take(limit)] }, SongJson.Default.PlaylistReply);
            case SongOps.CreatePlaylist:
                var name = Text(request, "name")!;
                if (Find(_playlists, name) is not null)
                {
                    throw new SongProtocolException(SongErrorCodes.PlaylistExists, $"There is a playlist '{name}' already.");
                }

                Write(name);
                return Json(new PlaylistReply { Id = id, Ok = true, Playlist = Playlist(name).Summary }, SongJson.Default.PlaylistReply);
            case var _ when op.StartsWith("playlist.", StringComparison.Ordinal):
                return Json(new PlaylistReply { Id = id, Ok = true, Playlist = Write(request, op) }, SongJson.Default.PlaylistReply);
            default:
                return Json(new SongReply { Id = id, Ok = true }, SongJson.Default.SongReply);
        }
    }

    private PlaylistSummary Write(JsonElement request, string op)
    {
        Writing(op);
        var (summary, before) = Required(_playlists, Text(request, "playlist")!);
        if (request.GetProperty("version").GetInt64() != summary.Version)
        {
            throw new SongProtocolException(SongErrorCodes.Conflict, "It has been changed.");
        }

        List<Song> songs = [.. before];
        var (from, count) = (Number(request, "from") ?? 0, Number(request, "count") ?? 1);
        switch (op)
        {
            case SongOps.RenamePlaylist:
                summary = summary with { Name = Text(request, "name")! };
                break;
            case SongOps.DeletePlaylist:
                _playlists.TryRemove(summary.Id, out _);
                return summary;
            case SongOps.AddToPlaylist:
                songs.InsertRange(Number(request, "at") ?? songs.Count, request.GetProperty("songs").EnumerateArray().Select(song => Required(song.GetString()!)));
                break;
            case SongOps.RemoveFromPlaylist:
                songs.RemoveRange(from, count);
                break;
            case SongOps.MoveInPlaylist:
                songs.RemoveRange(from, count);
                songs.InsertRange(Number(request, "to")!.Value, before.Skip(from).Take(count));
                break;
        }

        return Store(summary, songs);
    }

    private PlaylistSummary Store(PlaylistSummary summary, IReadOnlyList<Song> songs)
    {
        var stored = summary with { Version = summary.Version + 1, Songs = songs.Count, Missing = songs.Count(song => song.Missing is true), Duration = songs.Sum(song => song.Duration ?? 0) };
        _playlists[summary.Id] = new WholePlaylist(stored, songs);
        return stored;
    }

    /// <summary>The etag of a song's bytes or of a picture's.</summary>
    public static string Etag(byte[] bytes) => Checksum(bytes)["xxh3:".Length..];

    private async Task PlayAsync(ScriptedServer.Peer peer, JsonElement request, long id)
    {
        var song = Required(Text(request, "song")!);
        var audio = Audio.GetValueOrDefault(song.Id) ?? Encoding.UTF8.GetBytes($"audio of {song.Title}");
        var (from, to, etag) = (Number(request, "from") ?? 0, Number(request, "to") ?? audio.Length, Text(request, "etag"));
        if (etag is not null && etag != Etag(audio))
        {
            throw new SongProtocolException(SongErrorCodes.Changed, "The file has changed since.");
        }

        if (from > to || to > audio.Length)
        {
            throw new SongProtocolException(SongErrorCodes.BadRange, $"The file has {audio.Length} bytes.");
        }

        await SendAsync(peer, Json(new PlayReply { Id = id, Ok = true, Message = $"Playing song: {song.Title}", Song = song, Type = Type, Bytes = audio.Length, Etag = Etag(audio) }, SongJson.Default.PlayReply));
        if (request.TryGetProperty("audio", out var wanted) && !wanted.GetBoolean())
        {
            return;
        }

        Ranges.Enqueue(new SongRange(from, to, etag));
        if (from == 0)
        {
            Played.Enqueue(song.Id);
        }

        await StreamAsync(peer, id, song.Id, audio.AsMemory(from, to - from), from);
    }

    private async Task SendCoverAsync(ScriptedServer.Peer peer, long id, Song song)
    {
        if (!Covers.TryGetValue(song.Id, out var cover))
        {
            throw new SongProtocolException(SongErrorCodes.CoverNotFound, "It has no cover.");
        }

        await SendAsync(peer, Json(new CoverReply { Id = id, Ok = true, Type = cover.Type, Bytes = cover.Bytes.Length, Etag = Etag(cover.Bytes) }, SongJson.Default.CoverReply));
        await StreamAsync(peer, id, song.Id, cover.Bytes, 0);
    }

    private async Task StreamAsync(ScriptedServer.Peer peer, long id, string song, ReadOnlyMemory<byte> bytes, long from)
    {
        var checksum = Damaged.Contains(song) ? Checksum([]) : Checksum(bytes.Span);
        SongError? error = null;
        try
        {
            for (var sent = 0; sent < bytes.Length; sent += ChunkBytes)
            {
                await Sending(song, from + sent);
                await peer.SendAudioAsync(id, bytes.Slice(sent, Math.Min(ChunkBytes, bytes.Length - sent)), _stopping.Token);
            }
        }
        catch (SongProtocolException refusal)
        {
            error = new SongError(refusal.Code, refusal.Message);
        }

        await SendAsync(peer, Json(new StreamEnd { Id = id, End = true, Bytes = bytes.Length, Checksum = checksum, Error = error }, SongJson.Default.StreamEnd));
    }

    private static string Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = new AudioChecksum();
        checksum.Append(bytes);
        return checksum.ToString();
    }

    private Song? Find(string name) => Songs.Find(song => song.Id == name || song.Title.Equals(name, StringComparison.OrdinalIgnoreCase));

    private Song Required(string name) => Find(name) ?? throw new SongProtocolException(SongErrorCodes.SongNotFound, $"There is no song '{name}'.");

    private static WholePlaylist? Find(ConcurrentDictionary<string, WholePlaylist> playlists, string name) =>
        playlists.Values.SingleOrDefault(playlist => playlist.Summary.Id == name || playlist.Summary.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static WholePlaylist Required(ConcurrentDictionary<string, WholePlaylist> playlists, string name) =>
        Find(playlists, name) ?? throw new SongProtocolException(SongErrorCodes.PlaylistNotFound, $"There is no playlist '{name}'.");

    private Task SendAsync(ScriptedServer.Peer peer, string line) => peer.SendAsync(line + "\n", _stopping.Token);

    private static string Json<T>(T reply, JsonTypeInfo<T> type) => JsonSerializer.Serialize(reply, type);

    private static string? Text(JsonElement request, string member) => request.TryGetProperty(member, out var value) ? value.GetString() : null;

    private static int? Number(JsonElement request, string member) => request.TryGetProperty(member, out var value) ? value.GetInt32() : null;
}
