using System.Text.Json;

namespace Playlist.Client.Tests.Playlists;

/// <summary>Members of replies about playlists, as <see cref="Songs.ScriptedServer.AnswerAsync"/> sends them.</summary>
internal static class Answers
{
    public static string Summary(string id, string name, long version, int songs = 0) =>
        $$"""{"id":"{{id}}","name":"{{name}}","version":{{version}},"songs":{{songs}},"missing":0,"duration":1.5,"changed":"2026-11-25T22:10:54+00:00"}""";

    public static string Written(string id, string name, long version, int songs = 0) => $""" "ok":true,"playlist":{Summary(id, name, version, songs)}""";

    public static string Page(string id, long version, int total, int offset, params string[] songs) =>
        $""" "ok":true,"playlist":{Summary(id, "Road trip", version, total)},"total":{total},"offset":{offset},"songs":[{string.Join(',', songs.Select(Song))}]""";

    public static string Song(string id) => $$"""{"id":"{{id}}","title":"Title {{id}}","artist":"Artist","duration":10.4}""";

    public static string Refusal(string code, string message, string more = "") => $$""" "ok":false,"error":{"code":"{{code}}","message":"{{message}}"}{{more}}""";

    public static string Conflict(string id, long version) => Refusal("conflict", "It was changed.", $""","playlist":{Summary(id, "Road trip", version, 1)},"total":1,"offset":0,"songs":[{Song("a")}]""");

    public static string? Text(this JsonElement request, string member) => request.TryGetProperty(member, out var value) ? value.GetString() : null;

    public static int Number(this JsonElement request, string member) => request.GetProperty(member).GetInt32();

    public static IEnumerable<string?> Texts(this JsonElement request, string member) => request.GetProperty(member).EnumerateArray().Select(item => item.GetString());
}
