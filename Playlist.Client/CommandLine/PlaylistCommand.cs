using System.CommandLine;
using System.CommandLine.Parsing;
using Playlist.Client.Playlists;
using Playlist.Client.Songs;
using Playlist.Protocol.Playlists;

namespace Playlist.Client.CommandLine;

/// <summary><c>playlist show|create|rename|delete|add|remove|move NAME …</c>. People count songs from 1.</summary>
internal static class PlaylistCommand
{
    public static Command Create(CommonOptions common) => new("playlist", "Shows, makes and changes playlists. Songs are counted from 1.")
    {
        Show(common),
        Create(common, "create", "Makes an empty playlist.", [], (client, name, _, cancellationToken) => client.CreatePlaylistAsync(name, cancellationToken)),
        Rename(common),
        Create(common, "delete", "Deletes a playlist. The songs stay in the library.", [], (client, name, _, cancellationToken) =>
            client.WriteToNewestAsync(name, newest => client.DeletePlaylistAsync(newest.Id, newest.Version, cancellationToken), cancellationToken)),
        Add(common),
        Remove(common),
        Move(common),
    };

    private static Command Show(CommonOptions common)
    {
        var name = Name();
        var command = new Command("show", "Lists the songs of a playlist, one line each, with their numbers.") { name };
        command.SetAction(parsed => ClientHost.AskAsync(common.Read(parsed), async (client, cancellationToken) =>
        {
            var playlist = await client.GetWholePlaylistAsync(parsed.GetRequiredValue(name), cancellationToken);
            for (var i = 0; i < playlist.Songs.Count; i++)
            {
                Console.WriteLine(ListText.Of(i, playlist.Songs[i]));
            }
        }));
        return command;
    }

    private static Command Rename(CommonOptions common)
    {
        var to = new Argument<string>("new") { Description = "The new name." };
        return Create(common, "rename", "Gives a playlist another name.", [to], (client, name, parsed, cancellationToken) =>
            client.WriteToNewestAsync(name, newest => client.RenamePlaylistAsync(newest.Id, newest.Version, parsed.GetRequiredValue(to), cancellationToken), cancellationToken));
    }

    private static Command Add(CommonOptions common)
    {
        var songs = new Argument<string[]>("songs") { Description = "The songs: each a title, or 'Title - Artist'.", Arity = ArgumentArity.OneOrMore };
        return Create(common, "add", "Puts songs at the end of a playlist.", [songs], (client, name, parsed, cancellationToken) =>
            client.WriteToNewestAsync(name, newest => client.AddToPlaylistAsync(newest.Id, newest.Version, parsed.GetRequiredValue(songs), at: null, cancellationToken), cancellationToken));
    }

    private static Command Remove(CommonOptions common)
    {
        var first = Position("first", "The number of the song.");
        var last = Position("last", "The number of the last song, to remove several.");
        last.Arity = ArgumentArity.ZeroOrOne;
        var command = Create(common, "remove", "Takes a song, or songs in a row, out of a playlist.", [first, last], async (client, name, parsed, cancellationToken) =>
        {
            var from = parsed.GetRequiredValue(first);
            var to = Math.Max(from, parsed.GetValue(last));
            var seen = await SeenAsync(client, name, cancellationToken);
            return await client.RemoveFromPlaylistAsync(seen.Id, seen.Version, from - 1, to - from + 1, cancellationToken);
        });
        command.Validators.Add(result =>
        {
            if (Given(result.GetResult(first)) is { } from && Given(result.GetResult(last)) is { } to && to < from)
            {
                result.AddError("The last song to remove comes before the first: give the smaller number first.");
            }
        });
        return command;
    }

    private static Command Move(CommonOptions common)
    {
        var from = Position("from", "The number of the song.");
        var to = Position("to", "Its number afterwards.");
        return Create(common, "move", "Moves a song within a playlist.", [from, to], async (client, name, parsed, cancellationToken) =>
        {
            var seen = await SeenAsync(client, name, cancellationToken);
            return await client.MoveInPlaylistAsync(seen.Id, seen.Version, parsed.GetRequiredValue(from) - 1, count: 1, parsed.GetRequiredValue(to) - 1, cancellationToken);
        });
    }

    /// <summary>A command that writes, and prints the playlist as <c>playlists</c> does.</summary>
    private static Command Create(
        CommonOptions common, string verb, string description, Argument[] others, Func<SongClient, string, ParseResult, CancellationToken, Task<PlaylistSummary>> write)
    {
        var name = Name();
        var command = new Command(verb, description) { name };
        Array.ForEach(others, command.Add);
        command.SetAction(parsed => ClientHost.AskAsync(common.Read(parsed), async (client, cancellationToken) =>
            Console.WriteLine(ListText.Of(await write(client, parsed.GetRequiredValue(name), parsed, cancellationToken)))));
        return command;
    }

    /// <summary>For what names songs by their numbers: when it is written meanwhile, they may be other songs, and the server refuses.</summary>
    private static async Task<PlaylistSummary> SeenAsync(SongClient client, string name, CancellationToken cancellationToken) =>
        (await client.GetPlaylistAsync(name, offset: 0, limit: 1, cancellationToken)).Summary(Protocol.Songs.SongOps.Playlist);

    private static Argument<string> Name() => new("playlist") { Description = "The playlist's name." };

    private static int? Given(ArgumentResult? result) => result is { Tokens: [var token] } && int.TryParse(token.Value, out var number) ? number : null;

    private static Argument<int> Position(string name, string description)
    {
        var position = new Argument<int>(name) { Description = description };
        position.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && number < 1)
            {
                result.AddError($"Songs are counted from 1: there is no song {number}.");
            }
        });
        return position;
    }
}
