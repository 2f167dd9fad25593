using CsCheck;
using Playlist.Server.Tests.Hosting;

namespace Playlist.Server.Tests.Playlists;

/// <summary>Any writes in any order do to a playlist what they do to a list in memory.</summary>
public sealed class PlaylistModelTests() : TimedTest(TimeSpan.FromMinutes(2))
{
    private static readonly string[] Titles = ["A", "B", "C", "D"];

    // Some positions are out of range.
    private static readonly Gen<Write> AnyWrite = Gen.Select(
        Gen.Enum<Kind>(), Gen.Int[-1, 9], Gen.Int[0, 5], Gen.Int[-1, 9], Gen.Int[0, 3].Array[1, 5], (kind, from, count, to, songs) => new Write(kind, from, count, to, [.. songs.Select(song => Titles[song])]));

    private enum Kind
    {
        Add,
        Append,
        Remove,
        Move,
    }

    [Fact]
    public async Task Writes_do_what_they_do_to_a_list()
    {
        using var music = new MusicFolder();
        foreach (var title in Titles)
        {
            music.Add(title, "Artist", 1000);
        }

        await using var server = await SongServer.StartAsync([music.Setting], Cancellation);
        var lists = 0;

        await AnyWrite.Array[1, 20].SampleAsync(
            async writes =>
            {
                await using var client = await PlaylistClient.ConnectAsync(server, Cancellation);
                var (playlist, version) = await client.CreateAsync($"p{Interlocked.Increment(ref lists)}", [], Cancellation);
                var model = new List<string>();
                foreach (var write in writes)
                {
                    var reply = await client.AskAsync(write.Request(playlist, version), Cancellation);

                    Assert.Equal(write.Apply(model) ? null : "bad_request", reply.ErrorCode());
                    version += reply.IsOk() ? 1 : 0;
                    Assert.Equal(model, await client.SongsAsync(playlist, Cancellation));
                    Assert.Equal(version, (await client.AskAsync(new { op = "playlist", playlist }, Cancellation)).Version());
                }
            },
            iter: 40,
            threads: 2);
    }

    private sealed record Write(Kind Kind, int From, int Count, int To, string[] Songs)
    {
        public object Request(string playlist, long version) => Kind switch
        {
            Kind.Add => new { op = "playlist.add", playlist, version, songs = Songs, at = To },
            Kind.Append => new { op = "playlist.add", playlist, version, songs = Songs },
            Kind.Remove => new { op = "playlist.remove", playlist, version, from = From, count = Count },
            _ => new { op = "playlist.move", playlist, version, from = From, count = Count, to = To },
        };

        /// <returns>Whether it can be done.</returns>
        public bool Apply(List<string> model)
        {
            var there = From >= 0 && Count >= 1 && From + Count <= model.Count;
            switch (Kind)
            {
                case Kind.Append:
                    model.AddRange(Songs);
                    return true;
                case Kind.Add when To >= 0 && To <= model.Count:
                    model.InsertRange(To, Songs);
                    return true;
                case Kind.Remove when there:
                    model.RemoveRange(From, Count);
                    return true;
                case Kind.Move when there && To >= 0 && To + Count <= model.Count:
                    var moved = model.GetRange(From, Count);
                    model.RemoveRange(From, Count);
                    model.InsertRange(To, moved);
                    return true;
                default:
                    return false;
            }
        }
    }
}
