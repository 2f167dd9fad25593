using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Playlist.ServiceDefaults.Storage;

/// <summary>Which database it is.</summary>
/// <param name="Name">For people: SQLite's file, or PostgreSQL's host, port and database. Never a password.</param>
/// <param name="File">SQLite's file, absolute; <see langword="null"/> for PostgreSQL.</param>
public sealed record DatabaseAddress(DatabasePurpose Purpose, string ConnectionString, string Name, string? File)
{
    // How long a statement waits for another program that has SQLite's file locked, in seconds.
    private const int BusyTimeoutSeconds = 5;

    public bool IsPostgres => File is null;

    /// <summary>SQLite's file in a folder.</summary>
    /// <param name="folder">Absolute.</param>
    public static DatabaseAddress InFolder(DatabasePurpose purpose, string folder) =>
        Sqlite(purpose, new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, purpose.FileName) });

    /// <param name="configured"><c>ConnectionStrings:{purpose}</c>; <see langword="null"/> or empty is SQLite's file in the data folder.</param>
    /// <param name="folder">The data folder, absolute.</param>
    /// <exception cref="FormatException">The connection string is neither SQLite's nor PostgreSQL's.</exception>
    public static DatabaseAddress Parse(DatabasePurpose purpose, string? configured, string folder)
    {
        if (string.IsNullOrWhiteSpace(configured))
        {
            return InFolder(purpose, folder);
        }

        try
        {
            return Uri.TryCreate(configured, UriKind.Absolute, out var uri) && uri.Scheme is "postgres" or "postgresql" ? Postgres(purpose, FromUri(uri)) : FromWords(purpose, configured);
        }
        catch (Exception exception) when (exception is ArgumentException or KeyNotFoundException or FormatException)
        {
            throw new FormatException(
                $"ConnectionStrings:{purpose.ConnectionName} must be SQLite's, such as 'Data Source=/data/{purpose.FileName}', or PostgreSQL's, such as 'Host=localhost;Database=playlist;Username=…;Password=…' or 'postgres://user:password@localhost/playlist'.",
                exception);
        }
    }

    private static DatabaseAddress FromWords(DatabasePurpose purpose, string configured)
    {
        var words = new DbConnectionStringBuilder { ConnectionString = configured };
        if (words.ContainsKey("Host") || words.ContainsKey("Server"))
        {
            return Postgres(purpose, new NpgsqlConnectionStringBuilder(configured));
        }

        var sqlite = new SqliteConnectionStringBuilder(configured);
        if (sqlite.DataSource is "" or ":memory:" || sqlite.Mode == SqliteOpenMode.Memory)
        {
            throw new FormatException("A file is needed.");
        }

        sqlite.DataSource = Path.GetFullPath(sqlite.DataSource);
        return Sqlite(purpose, sqlite);
    }

    private static DatabaseAddress Sqlite(DatabasePurpose purpose, SqliteConnectionStringBuilder builder)
    {
        builder.ForeignKeys = true;
        builder.DefaultTimeout = BusyTimeoutSeconds;
        return new(purpose, builder.ConnectionString, builder.DataSource, builder.DataSource);
    }

    private static DatabaseAddress Postgres(DatabasePurpose purpose, NpgsqlConnectionStringBuilder builder)
    {
        ArgumentException.ThrowIfNullOrEmpty(builder.Host);
        return new(purpose, builder.ConnectionString, $"PostgreSQL at {builder.Host}:{builder.Port}, database {builder.Database ?? builder.Username}", File: null);
    }

    /// <summary><c>postgres://user:p%40ss@host:5432/database</c></summary>
    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.IdnHost, Port = uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort };
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } database)
        {
            builder.Database = Uri.UnescapeDataString(database);
        }

        foreach (var setting in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = setting.Split('=', 2) is [var key, var text] ? (key, text) : (setting, "");
            builder[Uri.UnescapeDataString(name)] = Uri.UnescapeDataString(value);
        }

        return builder;
    }
}
