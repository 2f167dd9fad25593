using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Playlist.ServiceDefaults.Storage;

/// <summary>What is wrong with the database, and what to do, for a person.</summary>
public static class DatabaseProblem
{
    // SQLite's result codes (sqlite.org/rescode.html).
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;
    private const int NoDatabase = 26;

    /// <summary>Whether the reason is that there is no room.</summary>
    public static bool IsFull(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == Full,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.DiskFull,
        _ => exception.InnerException is { } inner && IsFull(inner),
    };

    /// <returns>The words; <see langword="null"/> when the exception is not the database's fault, but ours.</returns>
    public static string? Describe(Exception exception, DatabaseAddress address) => exception switch
    {
        SqliteException sqlite => Describe(sqlite, address),
        PostgresException postgres => Describe(postgres, address),
        NpgsqlException or SocketException or TimeoutException => $"{address.Name} does not answer ({exception.Message.TrimEnd('.')}). Start it, or correct ConnectionStrings:{address.Purpose.ConnectionName}.",
        IOException or UnauthorizedAccessException => $"{address.Name} cannot be used: {exception.Message} Make its folder one that this user may write to, or choose another with {StorageOptions.SectionName}:{nameof(StorageOptions.Folder)}.",
        DbUpdateException or InvalidOperationException when exception.InnerException is { } inner => Describe(inner, address),
        _ => null,
    };

    private static string? Describe(SqliteException exception, DatabaseAddress address) => exception.SqliteErrorCode switch
    {
        Full => $"There is no room for {address.Name}: free some space on its disk. Until then nothing can be stored; {address.Purpose.Meanwhile}.",
        Busy or Locked or Protocol => $"{address.Name} is locked by another program: end that, or wait until it is done (who has it open, tells: fuser {address.Name}).",
        ReadOnly => $"{address.Name} may not be written: give this user the right to write the file and its folder, or choose another with {StorageOptions.SectionName}:{nameof(StorageOptions.Folder)}.",
        Corrupt or NoDatabase => $"{address.Name} is damaged ({Reason(exception)}). Stop what uses it, move the file away, and put a backup in its place (the newest is beside it, {address.Purpose.FileName}.before-….bak), or none: then {address.Purpose.IfLost}. It is left as it is.",
        CannotOpen => $"{address.Name} cannot be opened ({Reason(exception)}). Make its folder one that this user may write to, or choose another with {StorageOptions.SectionName}:{nameof(StorageOptions.Folder)}.",
        InputOutput => $"{address.Name} cannot be read or written ({Reason(exception)}): look after its disk.",
        _ => null,
    };

    private static string? Describe(PostgresException exception, DatabaseAddress address) => exception.SqlState switch
    {
        PostgresErrorCodes.DiskFull => $"There is no room for {address.Name}: free some space on its disk. Until then nothing can be stored; {address.Purpose.Meanwhile}.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => $"{address.Name} refuses the user or the password: correct ConnectionStrings:{address.Purpose.ConnectionName}.",
        PostgresErrorCodes.InvalidCatalogName => $"{address.Name} does not exist: create it (createdb), or correct ConnectionStrings:{address.Purpose.ConnectionName}.",
        PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction => $"{address.Name} may not be written ({exception.MessageText}): give its user the right to.",
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.QueryCanceled => $"{address.Name} is locked ({exception.MessageText}): end what holds it, or wait until it is done.",
        _ when exception.IsTransient || exception.SqlState.StartsWith("57P", StringComparison.Ordinal) => $"{address.Name} does not answer ({exception.MessageText}). Start it, or correct ConnectionStrings:{address.Purpose.ConnectionName}.",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => $"{address.Name} is damaged ({exception.MessageText}): restore it from a backup.",
        _ => null,
    };

    // "SQLite Error 26: 'file is not a database'."
    private static string Reason(SqliteException exception) => exception.Message.Split('\'') is [_, var reason, ..] ? reason : exception.Message;
}
