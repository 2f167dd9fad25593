using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Client.Inbox;

/// <summary>The database of a named client: what it has heard, and whom it follows.</summary>
internal sealed class InboxContext(DbContextOptions<InboxContext> options) : DbContext(options)
{
    public DbSet<UpdateRow> Updates => Set<UpdateRow>();

    public DbSet<FollowRow> Follows => Set<FollowRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.StoreTimesAsUtcTicks();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<UpdateRow>(update =>
        {
            update.ToTable("updates");
            update.Property(row => row.Id).ValueGeneratedNever();
            update.HasIndex(row => row.Arrival).IsUnique();
        });
        modelBuilder.Entity<FollowRow>(follow =>
        {
            follow.ToTable("follows");
            follow.HasIndex(row => row.Artist).IsUnique();
        });
    }

    /// <summary>For <c>dotnet ef migrations add</c>, which connects to nothing.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<InboxContext>
    {
        public InboxContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<InboxContext>().UseDurableSqlite("Data Source=design.db").Options);
    }
}
