namespace Playlist.Server.Storage;

/// <summary>Where the database is.</summary>
/// <remarks><c>ConnectionStrings:library</c> names another database: <c>Data Source=…</c> is SQLite's, <c>Host=…</c> or <c>postgres://…</c> PostgreSQL's.</remarks>
internal sealed class StorageOptions
{
    public const string SectionName = "Storage";

    /// <summary>The data folder, with the database <see cref="FileName"/>, its backups, and covers.</summary>
    /// <value>Default: <c>PlaylistAspire</c> in the user's folder for application data.</value>
    public string? Folder { get; set; }

    /// <summary>Absolute.</summary>
    public string FullFolder => Path.GetFullPath(string.IsNullOrWhiteSpace(Folder) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "PlaylistAspire") : Folder);

    public const string FileName = "playlist.db";
    public const string ConnectionName = "library";
}
