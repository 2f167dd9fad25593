using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Playlist.Server.Storage;

/// <summary>The database: the library as it was last scanned, and the playlists. The same on SQLite and PostgreSQL but for the migrations.</summary>
internal abstract class LibraryContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<SongRow> Songs => Set<SongRow>();

    public DbSet<FileRow> Files => Set<FileRow>();

    public DbSet<LibraryRow> Library => Set<LibraryRow>();

    public DbSet<PlaylistRow> Playlists => Set<PlaylistRow>();

    public DbSet<PlaylistSongRow> PlaylistSongs => Set<PlaylistSongRow>();

    // SQLite has no type for times that it could compare.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<DateTimeOffsetToUtcTicksConverter>();

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

    private sealed class DateTimeOffsetToUtcTicksConverter() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
