using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Server.Storage;

/// <summary>The database in SQLite: its migrations are in <c>Migrations/Sqlite</c>.</summary>
internal sealed class SqliteLibraryContext(DbContextOptions<SqliteLibraryContext> options) : LibraryContext(options);

/// <summary>The database in PostgreSQL: its migrations are in <c>Migrations/Postgres</c>.</summary>
internal sealed class PostgresLibraryContext(DbContextOptions<PostgresLibraryContext> options) : LibraryContext(options);

/// <summary>Makes the contexts.</summary>
internal sealed class LibraryContexts(DatabaseAddress address) : IDbContextFactory<LibraryContext>
{
    private readonly Func<LibraryContext> _create = address.IsPostgres ? Postgres(address.ConnectionString) : Sqlite(address.ConnectionString);

    public LibraryContext CreateDbContext() => _create();

    private static Func<LibraryContext> Sqlite(string connectionString)
    {
        var options = new DbContextOptionsBuilder<SqliteLibraryContext>().UseDurableSqlite(connectionString).Options;
        return () => new SqliteLibraryContext(options);
    }

    private static Func<LibraryContext> Postgres(string connectionString)
    {
        var options = new DbContextOptionsBuilder<PostgresLibraryContext>().UseNpgsql(connectionString).Options;
        return () => new PostgresLibraryContext(options);
    }

    /// <summary>For <c>dotnet ef migrations add</c>, which connects to nothing.</summary>
    internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteLibraryContext>
    {
        public SqliteLibraryContext CreateDbContext(string[] args) => (SqliteLibraryContext)Sqlite("Data Source=design.db")();
    }

    /// <inheritdoc cref="SqliteDesign"/>
    internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresLibraryContext>
    {
        public PostgresLibraryContext CreateDbContext(string[] args) => (PostgresLibraryContext)Postgres("Host=design")();
    }
}
