namespace Aspire.Hosting.Engine;

/// <summary>Folders of the user's own, where the XDG base directory specification has them.</summary>
internal static class UserFolders
{
    private const string Name = "playlist-aspire";

    /// <summary>Data that is to be kept: <c>~/.local/share/playlist-aspire</c>.</summary>
    public static string Data => Path.Combine(Folder("XDG_DATA_HOME", ".local/share"), Name);

    /// <summary>Data that may be lost: <c>~/.local/state/playlist-aspire</c>.</summary>
    public static string State => Path.Combine(Folder("XDG_STATE_HOME", ".local/state"), Name);

    private static string Folder(string variable, string underHome) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folder && Path.IsPathRooted(folder)
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), underHome);
}
