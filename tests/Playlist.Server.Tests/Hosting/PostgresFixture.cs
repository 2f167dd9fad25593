using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Playlist.Testing;

namespace Playlist.Server.Tests.Hosting;

/// <summary>A PostgreSQL of the tests' own, without a password, started by the first test that wants a database in it.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    // PostgreSQL refuses to run as root. The end of the input is the end of the test process, killed or not: nothing is left behind then.
    private const string Keeper = """
        exec >"$FOLDER/output" 2>&1
        as() { if [ "$(id -u)" = 0 ]; then exec setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else exec "$@"; fi; }
        if [ "$(id -u)" = 0 ]; then chown postgres "$FOLDER"; fi
        (as "$BIN/initdb" --pgdata="$FOLDER/data" --username=test --auth=trust --encoding=UTF8 --no-sync)
        as "$BIN/postgres" -D "$FOLDER/data" -p "$PORT" -k "$FOLDER" -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=1000 & server=$!
        read -r end
        kill -s INT "$server"; wait "$server"; rm -rf "$FOLDER"
        """;

    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("playlist-postgres-").FullName;
    private Process? _keeper;
    private int _port;
    private int _databases;

    private static string? Bin { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => $"{version}/bin").Where(bin => File.Exists($"{bin}/initdb")).OrderDescending(StringComparer.Ordinal).FirstOrDefault()
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').FirstOrDefault(bin => File.Exists($"{bin}/initdb"));

    /// <returns>The connection string of a new, empty database; the test is skipped where no PostgreSQL is installed.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        Assert.SkipWhen(Bin is null, "PostgreSQL is not installed here: install the package postgresql (Debian, Ubuntu: apt-get install postgresql).");
        await StartAsync(cancellationToken);
        var name = $"library{Interlocked.Increment(ref _databases)}";
        await using var connection = await Eventually.GetAsync(TryConnectAsync, "PostgreSQL", cancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_keeper is not null)
        {
            _keeper.StandardInput.Close();
            await _keeper.WaitForExitAsync();
            _keeper.Dispose();
        }
        else
        {
            Directory.Delete(_folder);
        }

        _starting.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_keeper is null)
            {
                using (var listener = new TcpListener(IPAddress.Loopback, 0))
                {
                    listener.Start();
                    _port = ((IPEndPoint)listener.LocalEndpoint).Port;
                }

                var start = new ProcessStartInfo("setsid", ["sh", "-c", Keeper]) { RedirectStandardInput = true, WorkingDirectory = "/" };
                (start.Environment["FOLDER"], start.Environment["BIN"], start.Environment["PORT"]) = (_folder, Bin, $"{_port}");
                _keeper = Process.Start(start)!;
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task<NpgsqlConnection?> TryConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(ConnectionString("postgres"));
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (NpgsqlException)
        {
            await connection.DisposeAsync();
            return null;
        }
    }

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Database={database};Username=test";
}
