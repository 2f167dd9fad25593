using System.Text.Json;

namespace Playlist.Server.Tests.Hosting;

/// <summary>Reads what tests look at in a server's lines.</summary>
internal static class SongLines
{
    public static string Text(this JsonElement line, string member) => line.GetProperty(member).GetString()!;

    public static long Number(this JsonElement line, string member) => line.GetProperty(member).GetInt64();

    public static long? Id(this JsonElement line) => line.TryGetProperty("id", out var id) ? id.GetInt64() : null;

    public static string? ErrorCode(this JsonElement line) => line.TryGetProperty("error", out var error) ? error.Text("code") : null;

    public static string ErrorMessage(this JsonElement line) => line.GetProperty("error").Text("message");

    public static bool IsOk(this JsonElement line) => line.TryGetProperty("ok", out var ok) && ok.GetBoolean();

    public static string[] Titles(this JsonElement line) => [.. line.GetProperty("songs").EnumerateArray().Select(song => $"{song.Text("title")} - {song.Text("artist")}")];
}
