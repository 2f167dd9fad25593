using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Client.Inbox;

/// <summary>Where a named client's inbox is: <c>inbox/anna.db</c> in the data folder.</summary>
internal static class InboxFile
{
    // Of 255 bytes, which file systems allow; names of backups and the like are longer than the file's own.
    private const int MaxLength = 150;
    private const int HashBytes = 16;

    public static DatabaseAddress Of(string client, StorageOptions storage) =>
        DatabaseAddress.InFolder(
            new DatabasePurpose(
                Path.Combine("inbox", Escape(client) + ".db"),
                "updates wait in this client's queue",
                "what this client has heard is gone, and it follows whom its configuration names"),
            storage.FullFolder);

    /// <summary>A file's name, different for different clients also where file systems take no note of letter case: <c>%41nna</c>.</summary>
    internal static string Escape(string client)
    {
        var escaped = new StringBuilder();
        foreach (var utf8 in Encoding.UTF8.GetBytes(client))
        {
            if (char.IsAsciiLetterLower((char)utf8) || char.IsAsciiDigit((char)utf8) || (char)utf8 is '-' or '_')
            {
                escaped.Append((char)utf8);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"%{utf8:x2}");
            }
        }

        var name = escaped.ToString();
        // No escape begins with "%~".
        return name.Length <= MaxLength ? name : $"{name[..(MaxLength - 2 - (2 * HashBytes))]}%~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, HashBytes))}";
    }
}
