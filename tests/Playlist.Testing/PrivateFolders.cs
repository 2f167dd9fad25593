namespace Playlist.Testing;

/// <summary>Keeps the tests' logs, user secrets, broker data and playlists out of the user's own folders.</summary>
public sealed class PrivateFolders : IDisposable
{
    private static readonly (string Variable, string Folder)[] Variables =
        [("HOME", ""), ("XDG_CONFIG_HOME", ".config"), ("XDG_DATA_HOME", ".local/share"), ("XDG_STATE_HOME", ".local/state"), ("DOTNET_CLI_HOME", "")];

    public PrivateFolders()
    {
        foreach (var (variable, value) in In(Home))
        {
            Environment.SetEnvironmentVariable(variable, value);
        }
    }

    public string Home { get; } = Directory.CreateTempSubdirectory("aspire-offline-tests-").FullName;

    /// <summary>The environment variables that make <paramref name="home"/> a process's only place to keep things.</summary>
    public static IEnumerable<KeyValuePair<string, string>> In(string home) =>
        Variables.Select(pair => KeyValuePair.Create(pair.Variable, Path.Combine(home, pair.Folder)));

    public void Dispose() => Directory.Delete(Home, recursive: true);
}
