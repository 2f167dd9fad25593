using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Playlist.Server.Library;
using Playlist.Server.Tests.Hosting;
using Playlist.Testing;

namespace Playlist.Server.Tests.Playlists;

/// <summary>What can be done with playlists, over the protocol; the same on every database.</summary>
public abstract class PlaylistTests : TimedTest, IAsyncLifetime
{
    private MusicFolder? _music;
    private SongServer? _server;

    protected PlaylistTests()
        : base(TimeSpan.FromMinutes(2))
    {
    }

    internal PlaylistClient Client { get; private set; } = null!;

    protected SongServer Server => _server!;

    /// <summary>Whose server shares the database with the first one, when it is started once more.</summary>
    protected string[] Settings { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var database = await DatabaseAsync();
        _music = new MusicFolder();
        foreach (var title in new[] { "A", "B", "C", "D", "E" })
        {
            _music.Add(title, "Artist", 1000);
        }

        Settings = [_music.Setting, database];
        _server = await SongServer.StartAsync(Settings, Cancellation);
        Client = await PlaylistClient.ConnectAsync(_server, Cancellation);
    }

    [Fact]
    public async Task A_playlist_is_made_filled_and_read_by_id_and_by_name()
    {
        var created = await Client.AskAsync(new { op = "playlist.create", name = "  Road \t trip ".Replace("\t", "", StringComparison.Ordinal) }, Cancellation);
        var (id, version) = (created.GetProperty("playlist").Text("id"), created.Version());
        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Equal(1, version);

        var added = await Client.AskAsync(new { op = "playlist.add", playlist = "ROAD TRIP", version, songs = new[] { "A", "b - artist", "A" } }, Cancellation);
        var read = await Client.AskAsync(new { op = "playlist", playlist = id, offset = 1, limit = 1 }, Cancellation);

        Assert.Equal(2, added.Version());
        Assert.False(added.TryGetProperty("songs", out _));
        Assert.Equal(["B - Artist"], read.Titles());
        Assert.Equal((3, 1), (read.Number("total"), read.Number("offset")));
        var summary = read.GetProperty("playlist");
        Assert.Equal("Road trip", summary.Text("name"));
        Assert.Equal((2, 3, 0), (summary.Number("version"), summary.Number("songs"), summary.Number("missing")));
        Assert.Equal(4.5, summary.GetProperty("duration").GetDouble());
        Assert.True(summary.GetProperty("changed").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
    }

    [Theory]
    [InlineData(null, "A B C D E")]
    [InlineData(0, "D E A B C")]
    [InlineData(2, "A B D E C")]
    [InlineData(3, "A B C D E")]
    public async Task Songs_are_added_where_they_were_asked_for(int? at, string expected)
    {
        var (playlist, version) = await Client.CreateAsync("p", ["A", "B", "C"], Cancellation);

        await Client.AskAsync(new { op = "playlist.add", playlist, version, songs = new[] { "D", "E" }, at }, Cancellation);

        Assert.Equal(expected.Split(' '), await Client.SongsAsync(playlist, Cancellation));
    }

    [Theory]
    [InlineData(0, null, "B C D E")]
    [InlineData(1, 2, "A D E")]
    [InlineData(4, 1, "A B C D")]
    [InlineData(0, 5, "")]
    public async Task Songs_are_removed(int from, int? count, string expected)
    {
        var (playlist, version) = await Client.CreateAsync("p", ["A", "B", "C", "D", "E"], Cancellation);

        var removed = await Client.AskAsync(new { op = "playlist.remove", playlist, version, from, count }, Cancellation);

        Assert.Equal(version + 1, removed.Version());
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), await Client.SongsAsync(playlist, Cancellation));
    }

    [Theory]
    [InlineData(0, null, 4, "B C D E A")]
    [InlineData(4, 1, 0, "E A B C D")]
    [InlineData(1, 2, 3, "A D E B C")]
    [InlineData(2, 3, 1, "A C D E B")]
    [InlineData(1, 1, 1, "A B C D E")]
    [InlineData(0, 5, 0, "A B C D E")]
    public async Task Songs_are_moved(int from, int? count, int to, string expected)
    {
        var (playlist, version) = await Client.CreateAsync("p", ["A", "B", "C", "D", "E"], Cancellation);

        var moved = await Client.AskAsync(new { op = "playlist.move", playlist, version, from, count, to }, Cancellation);

        Assert.Equal(version + 1, moved.Version());
        Assert.Equal(expected.Split(' '), await Client.SongsAsync(playlist, Cancellation));
    }

    [Theory]
    [InlineData("""{"op":"playlist.add","songs":["A"],"at":4}""", "0 to 3")]
    [InlineData("""{"op":"playlist.add","songs":["A"],"at":-1}""", "0 to 3")]
    [InlineData("""{"op":"playlist.add","songs":[]}""", "1 to 500")]
    [InlineData("""{"op":"playlist.add","songs":["A",null]}""", "1 to 500")]
    [InlineData("""{"op":"playlist.add"}""", "1 to 500")]
    [InlineData("""{"op":"playlist.remove"}""", "'from'")]
    [InlineData("""{"op":"playlist.remove","from":3}""", "0 to 2")]
    [InlineData("""{"op":"playlist.remove","from":-1}""", "0 to 2")]
    [InlineData("""{"op":"playlist.remove","from":1,"count":3}""", "1 to 2")]
    [InlineData("""{"op":"playlist.remove","from":1,"count":0}""", "1 to 2")]
    [InlineData("""{"op":"playlist.remove","from":1,"count":2147483647}""", "1 to 2")]
    [InlineData("""{"op":"playlist.move","from":0}""", "0 to 2")]
    [InlineData("""{"op":"playlist.move","from":0,"count":2,"to":2}""", "0 to 1")]
    [InlineData("""{"op":"playlist.move","from":0,"to":-1}""", "0 to 2")]
    [InlineData("""{"op":"playlist.rename"}""", "'name' is empty")]
    [InlineData("""{"op":"playlist.rename","name":"a\u0000b"}""", "control character")]
    [InlineData("""{"op":"playlist.delete","change":""}""", "1 to 64")]
    public async Task A_write_that_makes_no_sense_changes_nothing_and_is_told_the_range(string request, string told)
    {
        var (playlist, version) = await Client.CreateAsync("p", ["A", "B", "C"], Cancellation);
        var members = JsonSerializer.Deserialize<Dictionary<string, object?>>(request)!;
        members.Add("playlist", playlist);
        members.Add("version", version);

        var refused = await Client.AskAsync(members, Cancellation);

        Assert.Equal("bad_request", refused.ErrorCode());
        Assert.Contains(told, refused.ErrorMessage(), StringComparison.Ordinal);
        Assert.Equal(["A", "B", "C"], await Client.SongsAsync(playlist, Cancellation));
        Assert.True((await Client.AskAsync(new { op = "playlist.remove", playlist, version, from = 0 }, Cancellation)).IsOk());
    }

    [Fact]
    public async Task An_empty_playlist_has_no_positions()
    {
        var (playlist, version) = await Client.CreateAsync("p", [], Cancellation);

        var refused = await Client.AskAsync(new { op = "playlist.remove", playlist, version, from = 0 }, Cancellation);

        Assert.Equal("bad_request", refused.ErrorCode());
        Assert.Contains("empty", refused.ErrorMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Playlists_are_listed_by_name_a_page_at_a_time()
    {
        await Client.CreateAsync("walking", ["A", "B"], Cancellation);
        await Client.CreateAsync("Driving", [], Cancellation);
        await Client.CreateAsync("running", ["C"], Cancellation);

        var all = await Client.AskAsync(new { op = "playlists" }, Cancellation);
        var page = await Client.AskAsync(new { op = "playlists", offset = 1, limit = 1 }, Cancellation);

        Assert.Equal(["Driving 0", "running 1", "walking 2"], all.GetProperty("playlists").EnumerateArray().Select(one => $"{one.Text("name")} {one.Number("songs")}"));
        Assert.Equal("running", Assert.Single(page.GetProperty("playlists").EnumerateArray()).Text("name"));
        Assert.Equal((3, 1), (page.Number("total"), page.Number("offset")));
    }

    [Theory]
    [InlineData("road trip")]
    [InlineData("  ROAD   Trip ")]
    public async Task A_name_is_taken_whatever_its_case_and_space(string name)
    {
        await Client.CreateAsync("Road trip", [], Cancellation);
        var (other, version) = await Client.CreateAsync("other", [], Cancellation);

        var created = await Client.AskAsync(new { op = "playlist.create", name }, Cancellation);
        var renamed = await Client.AskAsync(new { op = "playlist.rename", playlist = other, version, name }, Cancellation);

        Assert.Equal("playlist_exists", created.ErrorCode());
        Assert.Equal("playlist_exists", renamed.ErrorCode());
        Assert.Contains("'Road trip'", renamed.ErrorMessage(), StringComparison.Ordinal);
        Assert.Equal(version, (await Client.AskAsync(new { op = "playlist", playlist = "other" }, Cancellation)).Version());
    }

    [Fact]
    public async Task Accents_distinguish_names_and_their_form_does_not()
    {
        await Client.CreateAsync("Café", [], Cancellation);

        Assert.True((await Client.AskAsync(new { op = "playlist.create", name = "Cafe" }, Cancellation)).IsOk());
        Assert.Equal("playlist_exists", (await Client.AskAsync(new { op = "playlist.create", name = "CAFE\u0301" }, Cancellation)).ErrorCode());
    }

    [Fact]
    public async Task A_playlist_may_be_renamed_to_its_own_name_in_another_case()
    {
        var (playlist, version) = await Client.CreateAsync("road trip", ["A"], Cancellation);

        var renamed = await Client.AskAsync(new { op = "playlist.rename", playlist, version, name = "Road Trip" }, Cancellation);

        Assert.Equal("Road Trip", renamed.GetProperty("playlist").Text("name"));
        Assert.Equal(version + 1, renamed.Version());
    }

    [Fact]
    public async Task A_deleted_playlist_is_gone_and_told_as_it_was()
    {
        var (playlist, version) = await Client.CreateAsync("p", ["A", "B"], Cancellation);

        var deleted = await Client.AskAsync(new { op = "playlist.delete", playlist, version }, Cancellation);

        Assert.Equal(version + 1, deleted.Version());
        Assert.Equal(2, deleted.GetProperty("playlist").Number("songs"));
        Assert.Equal("playlist_not_found", (await Client.AskAsync(new { op = "playlist", playlist }, Cancellation)).ErrorCode());
        Assert.Equal(0, (await Client.AskAsync(new { op = "playlists" }, Cancellation)).Number("total"));
        await Client.CreateAsync("p", [], Cancellation);
        Assert.Empty(await Client.SongsAsync("p", Cancellation));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("a\u0000b")]
    [InlineData("\uFFFE")]
    public async Task A_playlist_that_is_not_there_is_told(string playlist)
    {
        Assert.Equal("playlist_not_found", (await Client.AskAsync(new { op = "playlist", playlist }, Cancellation)).ErrorCode());
        Assert.Equal("playlist_not_found", (await Client.AskAsync(new { op = "playlist.delete", playlist, version = 1 }, Cancellation)).ErrorCode());
    }

    [Fact]
    public async Task A_song_that_is_not_there_adds_none_of_them()
    {
        var (playlist, version) = await Client.CreateAsync("p", ["A"], Cancellation);

        var refused = await Client.AskAsync(new { op = "playlist.add", playlist, version, songs = new[] { "B", "Nothing of the kind" } }, Cancellation);

        Assert.Equal("song_not_found", refused.ErrorCode());
        Assert.Equal(["A"], await Client.SongsAsync(playlist, Cancellation));
    }

    [Fact]
    public async Task A_song_that_is_served_and_not_yet_stored_is_told_to_come_later()
    {
        var (playlist, version) = await Client.CreateAsync("p", ["A"], Cancellation);
        Server.Services.GetRequiredService<SongLibrary>().Publish([new LibrarySong("ffffffffffffffff", new SongTags("New", "Artist"), "new.mp3", 1, DateTimeOffset.UnixEpoch)]);

        var refused = await Client.AskAsync(new { op = "playlist.add", playlist, version, songs = new[] { "New" } }, Cancellation);

        Assert.Equal("storage_unavailable", refused.ErrorCode());
        Assert.Contains("'New'", refused.ErrorMessage(), StringComparison.Ordinal);
        Assert.Equal(version, (await Client.AskAsync(new { op = "playlist", playlist }, Cancellation)).Version());
    }

    [Fact]
    public async Task A_song_whose_file_is_gone_stays_marked_until_it_is_back()
    {
        var (playlist, version) = await Client.CreateAsync("p", ["A", "B"], Cancellation);
        var file = _music!.FileOf("A - Artist");
        var content = await File.ReadAllBytesAsync(file, Cancellation);

        File.Delete(file);
        var gone = await WhenMissingAsync(1);
        await File.WriteAllBytesAsync(file, content, Cancellation);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        var back = await WhenMissingAsync(0);

        Assert.Equal(["A - Artist", "B - Artist"], gone.Titles());
        Assert.True(gone.GetProperty("songs")[0].GetProperty("missing").GetBoolean());
        Assert.False(gone.GetProperty("songs")[1].TryGetProperty("missing", out _));
        Assert.Equal(["A - Artist", "B - Artist"], back.Titles());
        Assert.Equal(version, back.Version());

        async Task<JsonElement> WhenMissingAsync(int missing) => (await Eventually.GetAsync(
            async cancellation =>
            {
                var reply = await Client.AskAsync(new { op = "playlist", playlist }, cancellation);
                var listed = (await Client.AskAsync(new { op = "playlists" }, cancellation)).GetProperty("playlists")[0];
                return (reply.GetProperty("playlist").Number("missing"), listed.Number("missing")) == (missing, missing) ? (object)reply : null;
            },
            $"{missing} missing songs",
            Cancellation)) is JsonElement reply ? reply : default;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await Client.DisposeAsync();
            await _server.DisposeAsync();
        }

        _music?.Dispose();
        await DeleteDatabaseAsync();
        GC.SuppressFinalize(this);
    }

    /// <returns>The setting of a new, empty database.</returns>
    protected abstract Task<string> DatabaseAsync();

    protected abstract ValueTask DeleteDatabaseAsync();
}
