using System.Globalization;
using Microsoft.Data.Sqlite;
using Playlist.FaultTests.Histories;

namespace Playlist.FaultTests.Processes;

/// <summary>A named client's inbox, read and locked from outside, while the client runs or not.</summary>
internal sealed class InboxFile(DirectoryInfo folder, string client)
{
    // The one place that knows the inbox's table (Playlist.Client/Inbox).
    private const string CountRows = "SELECT count(*) FROM updates";
    private const string ListRows = """SELECT "Id", "Artist", "Message" FROM updates ORDER BY "Arrival" """;

    private string Path => System.IO.Path.Combine(folder.FullName, "inbox", $"{client}.db");

    /// <summary>0 when there is no inbox yet.</summary>
    public int Count()
    {
        try
        {
            return Convert.ToInt32(Select(CountRows, reader => reader.GetInt64(0)).Single(), CultureInfo.InvariantCulture);
        }
        catch (SqliteException) when (!File.Exists(Path) || new FileInfo(Path).Length == 0)
        {
            return 0;
        }
        catch (SqliteException exception) when (exception.Message.Contains("no such table", StringComparison.Ordinal))
        {
            return 0;
        }
    }

    /// <returns>All that is in it, in the order in which it came.</returns>
    public IReadOnlyList<Entry> Read() => Select(ListRows, reader => new Entry(reader.GetGuid(0), reader.GetString(1), reader.GetString(2)));

    /// <summary>As long as the result lives, nobody else can write to it.</summary>
    public IDisposable Lock()
    {
        var connection = Open(SqliteOpenMode.ReadWrite);
        Execute(connection, "BEGIN EXCLUSIVE");
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<T> Select<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = Open(SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
