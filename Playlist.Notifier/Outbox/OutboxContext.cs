using Microsoft.EntityFrameworkCore;
using Playlist.Notifier.NewMusic;
using Playlist.Notifier.DeadLetters;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Notifier.Outbox;

/// <summary>What the notifier has accepted, and what became of it.</summary>
internal sealed class OutboxContext(DbContextOptions<OutboxContext> options) : DbContext(options)
{
    public DbSet<UpdateRow> Updates => Set<UpdateRow>();

    public DbSet<ArtistRow> Artists => Set<ArtistRow>();

    public DbSet<SeriesRow> Series => Set<SeriesRow>();

    public DbSet<DeadLetterRow> DeadLetters => Set<DeadLetterRow>();

    public DbSet<DeadLetterTotalRow> DeadLetterTotals => Set<DeadLetterTotalRow>();

    public DbSet<NewSongRow> NewSongs => Set<NewSongRow>();

    public DbSet<NewMusicUpdateRow> NewMusicUpdates => Set<NewMusicUpdateRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.StoreTimesAsUtcTicks();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var update = modelBuilder.Entity<UpdateRow>();
        update.HasKey(row => row.Sequence);
        update.Property(row => row.Sequence).ValueGeneratedNever();
        update.HasIndex(row => row.Id).IsUnique();
        update.HasIndex(row => row.IdempotencyKey).IsUnique();
        update.HasIndex(row => row.FinishedAt);
        // Small however many are kept: only what waits is in it.
        update.HasIndex(row => row.Status).HasFilter("\"Status\" = 0");

        modelBuilder.Entity<ArtistRow>().HasKey(row => row.Artist);
        modelBuilder.Entity<SeriesRow>().Property(row => row.Id).ValueGeneratedNever();

        var deadLetter = modelBuilder.Entity<DeadLetterRow>();
        deadLetter.HasKey(row => row.Sequence);
        deadLetter.Property(row => row.Id).IsRequired();
        deadLetter.HasIndex(row => new { row.Id, row.Queue }).IsUnique();
        modelBuilder.Entity<DeadLetterTotalRow>().Property(row => row.Id).ValueGeneratedNever();

        var song = modelBuilder.Entity<NewSongRow>();
        song.HasKey(row => row.Number);
        song.HasIndex(row => row.Id).IsUnique();
        song.HasIndex(row => row.ToldAt);
        song.HasIndex(row => row.Artist).HasFilter("\"ToldAt\" IS NULL");
        var told = modelBuilder.Entity<NewMusicUpdateRow>();
        told.HasKey(row => row.Number);
        told.HasIndex(row => new { row.Artist, row.Time });
    }
}
