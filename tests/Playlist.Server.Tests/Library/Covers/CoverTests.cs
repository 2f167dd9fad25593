using System.Text.Json;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Library.Covers;

public sealed class CoverTests : TimedTest
{
    private const int MaxBytes = 2048;

    private readonly SongFolder _folder = new();

    [Fact]
    public async Task The_picture_in_the_file_is_sent_byte_for_byte()
    {
        var picture = HandmadeAudio.Png(1500);
        _folder.Write("a/a.mp3", Mp3(picture)).Write("a/cover.jpg", [0xFF, 0xD8, 0xFF]);

        var (reply, received) = await AskAsync();

        Assert.Equal(("image/png", picture.Length), (reply.Text("type"), (int)reply.Number("bytes")));
        Assert.Matches("^[0-9a-f]{32}$", reply.Text("etag"));
        received.AssertWhole(1, picture);
    }

    [Theory]
    [InlineData(MaxBytes, true)]
    [InlineData(MaxBytes + 1, false)]
    public async Task A_picture_in_the_file_over_the_limit_counts_as_none(int bytes, bool isSent)
    {
        _folder.Write("a/a.mp3", Mp3(HandmadeAudio.Png(bytes)));

        var (reply, _) = await AskAsync();

        Assert.Equal(isSent ? null : "cover_not_found", reply.ErrorCode());
    }

    [Theory]
    [InlineData(MaxBytes, true)]
    [InlineData(MaxBytes + 1, false)]
    public async Task A_picture_beside_the_file_over_the_limit_counts_as_none(int bytes, bool isSent)
    {
        _folder.Song("a/a.mp3", "A").Write("a/cover.png", HandmadeAudio.Png(bytes));

        var (reply, _) = await AskAsync();

        Assert.Equal(isSent ? null : "cover_not_found", reply.ErrorCode());
    }

    [Theory]
    [InlineData("cover.jpg")]
    [InlineData("Cover.JPEG")]
    [InlineData("FOLDER.png")]
    public async Task The_picture_beside_the_file_is_told_by_its_bytes_whatever_its_name(string name)
    {
        byte[] picture = [.. "RIFF\0\0\0\0WEBP"u8, 1, 2, 3];
        _folder.Song("a/a.mp3", "A").Write($"a/{name}", picture);

        var (reply, received) = await AskAsync();

        Assert.Equal("image/webp", reply.Text("type"));
        received.AssertWhole(1, picture);
    }

    [Fact]
    public async Task The_first_of_several_names_is_taken()
    {
        _folder.Song("a/a.mp3", "A").Write("a/folder.jpg", "GIF87a"u8.ToArray()).Write("a/cover.png", "GIF89a!"u8.ToArray());

        Assert.Equal(7, (await AskAsync()).Reply.Number("bytes"));
    }

    [Theory]
    [InlineData("cover.gif")]
    [InlineData("back.jpg")]
    [InlineData("../cover.jpg")]
    public async Task Other_files_are_no_covers(string name)
    {
        _folder.Song("a/a.mp3", "A").Write($"a/{name}", "GIF89a"u8.ToArray());

        var (reply, _) = await AskAsync();

        Assert.Equal("cover_not_found", reply.ErrorCode());
        Assert.Contains("cover.jpg", reply.ErrorMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_and_a_file_that_is_no_picture_are_no_covers()
    {
        _folder.Song("a/a.mp3", "A").Write("a/folder.png", [1, 2, 3]).Write("x.jpg", [0xFF, 0xD8, 0xFF]);
        File.CreateSymbolicLink(_folder.FullPath("a/cover.jpg"), _folder.FullPath("x.jpg"));

        Assert.Equal("cover_not_found", (await AskAsync()).Reply.ErrorCode());
    }

    [Theory]
    [InlineData("\"song\":\"\"", "bad_request")]
    [InlineData("\"song\":\"Nothing\"", "song_not_found")]
    public async Task A_cover_of_no_song_is_refused(string members, string code)
    {
        _folder.Song("a/a.mp3", "A");

        Assert.Equal(code, (await AskAsync(members)).Reply.ErrorCode());
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Mp3(byte[] picture) => HandmadeAudio.Mp3(HandmadeAudio.Id3(3, new Dictionary<string, string> { ["TIT2"] = "A" }, picture));

    private async Task<(JsonElement Reply, Received Received)> AskAsync(string members = "\"song\":\"A\"")
    {
        await using var server = await LibraryServer.StartAsync(_folder, Cancellation, settings: $"Library:MaxCoverBytes={MaxBytes}");
        await using var connection = await server.Server.ConnectAsync(Cancellation);
        await connection.SendLineAsync($$"""{"id":1,"op":"cover",{{members}}}""", Cancellation);
        var received = await new Received().ReadAsync(connection, received => received.Ends.Count == 1 || received.Replies.Any(reply => !reply.IsOk()), Cancellation);
        return (received.Replies[0], received);
    }
}
