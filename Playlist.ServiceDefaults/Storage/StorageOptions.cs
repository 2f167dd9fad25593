namespace Playlist.ServiceDefaults.Storage;

/// <summary>Where a process keeps what must survive it.</summary>
public sealed class StorageOptions
{
    public const string SectionName = "Storage";

    /// <summary>The data folder.</summary>
    /// <value>Default: <c>PlaylistAspire</c> in the user's folder for application data.</value>
    public string? Folder { get; set; }

    /// <summary>Absolute.</summary>
    public string FullFolder => Path.GetFullPath(string.IsNullOrWhiteSpace(Folder) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "PlaylistAspire") : Folder);
}
