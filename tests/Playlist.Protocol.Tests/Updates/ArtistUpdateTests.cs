using System.Globalization;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Playlist.Protocol.Updates;

namespace Playlist.Protocol.Tests.Updates;

public sealed class ArtistUpdateTests
{
    private const string Body = """{"id":"0199d5ab-61c9-7001-8000-0123456789ab","type":"artist_update","artist":"Taylor Swift","message":"New album released!","timestamp_utc":"2025-10-11T22:10:54.248426+00:00"}""";

    private static readonly ArtistUpdate Update = new(
        Guid.Parse("0199d5ab-61c9-7001-8000-0123456789ab"),
        ArtistUpdate.TypeName,
        "Taylor Swift",
        "New album released!",
        DateTimeOffset.Parse("2025-10-11T22:10:54.248426Z", CultureInfo.InvariantCulture));

    [Fact]
    public void ToBody_writes_what_the_design_shows() => Assert.Equal(Body, Encoding.UTF8.GetString(Update.ToBody()));

    [Fact]
    public void FromBody_reads_what_the_design_shows() => Assert.Equal(Update, ArtistUpdate.FromBody(Encoding.UTF8.GetBytes(Body)));

    [Fact]
    public void Create_takes_id_and_time_from_the_clock()
    {
        var now = new DateTimeOffset(2025, 10, 11, 22, 10, 54, 248, 426, TimeSpan.Zero);

        var update = ArtistUpdate.Create("HUNTRX", "On tour!", new FakeTimeProvider(now));

        Assert.Equal(7, update.Id.Version);
        Assert.StartsWith(now.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture), update.Id.ToString("N"), StringComparison.Ordinal);
        Assert.Equal(("artist_update", "HUNTRX", "On tour!", now), (update.Type, update.Artist, update.Message, update.TimestampUtc));
        Assert.NotEqual(update.Id, ArtistUpdate.Create("HUNTRX", "On tour!", new FakeTimeProvider(now)).Id);
    }

    [Fact]
    public void ToBody_leaves_letters_as_they_are()
    {
        var body = Encoding.UTF8.GetString((Update with { Artist = "Beyoncé 方大同 <&'+>", Message = "\"quoted\" \\ 🎵" }).ToBody());

        Assert.Contains("\"artist\":\"Beyoncé 方大同 <&'+>\"", body, StringComparison.Ordinal);
        Assert.Equal("\"quoted\" \\ 🎵", ArtistUpdate.FromBody(Encoding.UTF8.GetBytes(body)).Message);
    }

    [Theory]
    [InlineData("2025-10-11T22:10:54.2484269Z", "2025-10-11T22:10:54.248426+00:00")]
    [InlineData("2025-10-11T22:10:54Z", "2025-10-11T22:10:54.000000+00:00")]
    [InlineData("2025-10-12T00:10:54+02:00", "2025-10-11T22:10:54.000000+00:00")]
    public void ToBody_writes_the_time_in_utc_with_six_digits(string time, string written)
    {
        var update = Update with { TimestampUtc = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture) };

        Assert.EndsWith($"\"timestamp_utc\":\"{written}\"}}", Encoding.UTF8.GetString(update.ToBody()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-10-11T22:10:54.248426+00:00")]
    [InlineData("2025-10-11T22:10:54.248426Z")]
    [InlineData("2025-10-11T22:10:54.248426")]
    [InlineData("2025-10-12T00:10:54.248426+02:00")]
    public void FromBody_takes_a_time_without_offset_as_utc(string time)
    {
        var body = Body.Replace("2025-10-11T22:10:54.248426+00:00", time, StringComparison.Ordinal);

        Assert.Equal(Update.TimestampUtc, ArtistUpdate.FromBody(Encoding.UTF8.GetBytes(body)).TimestampUtc);
    }

    [Fact]
    public void FromBody_ignores_members_that_it_does_not_know()
    {
        var body = Body[..^1] + ""","node_id":"CLIENT_1","timestamp":{"lamport":3}}""";

        Assert.Equal(Update, ArtistUpdate.FromBody(Encoding.UTF8.GetBytes(body)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("New album released!")]
    [InlineData("{}")]
    [InlineData("{} trailing")]
    public void FromBody_refuses_what_is_no_object_or_has_nothing(string body) => AssertRefused(body);

    [Theory]
    [InlineData("id")]
    [InlineData("type")]
    [InlineData("artist")]
    [InlineData("message")]
    [InlineData("timestamp_utc")]
    public void FromBody_refuses_a_body_without_a_member_or_with_another_type_in_it(string member)
    {
        AssertRefused(Body.Replace($"\"{member}\"", "\"other\"", StringComparison.Ordinal));
        AssertRefused(With("null"));
        AssertRefused(With("7"));
        AssertRefused(With("{}"));

        string With(string value) => Body.Insert(Body.Length - 1, $",\"{member}\":{value}");
    }

    [Theory]
    [InlineData("0199d5ab-61c9-7001-8000-0123456789ab", "not a uuid")]
    [InlineData("\"artist_update\"", "\"album_update\"")]
    [InlineData("\"artist_update\"", "\"Artist_Update\"")]
    [InlineData("2025-10-11T22", "2025-13-11T22")]
    [InlineData("2025-10-11T22:10:54.248426+00:00", "yesterday")]
    [InlineData("Taylor Swift", "\\ud800")]
    [InlineData("}", "")]
    public void FromBody_refuses_a_value_that_is_none(string value, string wrong) => AssertRefused(Body.Replace(value, wrong, StringComparison.Ordinal));

    [Fact]
    public void FromBody_refuses_bytes_that_are_not_utf8()
    {
        var body = Encoding.UTF8.GetBytes(Body);
        body[Body.IndexOf("Taylor", StringComparison.Ordinal)] = 0xFF;

        Assert.Throws<FormatException>(() => ArtistUpdate.FromBody(body));
    }

    [Fact]
    public void FromBody_reads_what_ToBody_writes() =>
        Gen.Select(Gen.Guid, Text, Text, Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks / 10]).Sample((id, artist, message, microseconds) =>
        {
            var update = new ArtistUpdate(id, ArtistUpdate.TypeName, artist, message, new DateTimeOffset(microseconds * 10, TimeSpan.Zero));
            return ArtistUpdate.FromBody(update.ToBody()) == update;
        });

    [Fact]
    public void FromBody_answers_random_bytes_with_an_update_or_FormatException_and_nothing_else() =>
        Gen.Select(Gen.Int[0, Body.Length], Gen.Select(Gen.Int[0, Body.Length - 1], Gen.Byte).Array[0, 4]).Sample((length, changes) =>
        {
            var body = Encoding.UTF8.GetBytes(Body);
            foreach (var (at, value) in changes)
            {
                body[at] = value;
            }

            return Record.Exception(() => ArtistUpdate.FromBody(body.AsSpan(0, length))) is null or FormatException;
        });

    private static readonly Gen<string> Text = Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Select(value => new Rune(value).ToString()).Array[0, 50].Select(string.Concat);

    private static void AssertRefused(string body) => Assert.Throws<FormatException>(() => ArtistUpdate.FromBody(Encoding.UTF8.GetBytes(body)));
}
