using Microsoft.EntityFrameworkCore;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Server.Storage;

/// <summary>The database: the library as it was last scanned, and the playlists. The same on SQLite and PostgreSQL but for the migrations.</summary>
internal abstract class LibraryContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<SongRow> Songs => Set<SongRow>();

    public DbSet<FileRow> Files => Set<FileRow>();

    public DbSet<LibraryRow> Library => Set<LibraryRow>();

    public DbSet<SongEventRow> SongEvents => Set<SongEventRow>();

    public DbSet<PlaylistRow> Playlists => Set<PlaylistRow>();

    public DbSet<PlaylistSongRow> PlaylistSongs => Set<PlaylistSongRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.StoreTimesAsUtcTicks();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SongRow>(song =>
        {
            song.ToTable("songs");
            song.HasIndex(row => row.Key);
        });
        modelBuilder.Entity<FileRow>(file =>
        {
            file.ToTable("files");
            file.HasKey(row => row.Path);
            file.HasIndex(row => row.SongId);
        });
        modelBuilder.Entity<LibraryRow>(library =>
        {
            library.ToTable("library");
            library.Property(row => row.Id).ValueGeneratedNever();
            library.HasData(new LibraryRow());
        });
        modelBuilder.Entity<SongEventRow>(added =>
        {
            added.ToTable("song_events");
            added.HasKey(row => row.Number);
            added.Property(row => row.Number).ValueGeneratedNever();
        });
        modelBuilder.Entity<PlaylistRow>(playlist =>
        {
            playlist.ToTable("playlists");
            playlist.HasIndex(row => row.FoldedName).IsUnique();
        });
        modelBuilder.Entity<PlaylistSongRow>(song =>
        {
            song.ToTable("playlist_songs");
            song.HasIndex(row => new { row.PlaylistId, row.Position });
            song.HasOne<PlaylistRow>().WithMany().HasForeignKey(row => row.PlaylistId).OnDelete(DeleteBehavior.Cascade);
            song.HasOne<SongRow>().WithMany().HasForeignKey(row => row.SongId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
