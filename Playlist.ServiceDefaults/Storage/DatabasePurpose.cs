namespace Playlist.ServiceDefaults.Storage;

/// <summary>What a database is for, as far as it shows to a person.</summary>
/// <param name="FileName">SQLite's, in the data folder.</param>
/// <param name="Meanwhile">What goes on while the database cannot be used, such as <c>songs are served</c>.</param>
/// <param name="IfLost">What becomes of it without a backup, such as <c>the playlists are gone</c>.</param>
/// <param name="ConnectionName">The connection string that may name another one; <see langword="null"/> when there is none.</param>
public sealed record DatabasePurpose(string FileName, string Meanwhile, string IfLost, string? ConnectionName = null);
