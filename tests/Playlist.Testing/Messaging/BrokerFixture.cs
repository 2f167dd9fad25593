using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Playlist.Testing.Messaging;

/// <summary>A RabbitMQ of the tests' own, on one port as long as it lives, that can be stopped, killed and frozen.</summary>
/// <remarks>As a fixture it costs nothing until the first <see cref="StartAsync"/>; calling that again is free.</remarks>
public sealed class BrokerFixture : IAsyncDisposable
{
    // xunit.v3 takes any exception whose message begins so for a skipped test.
    private const string Skip = "$XunitDynamicSkip$";

    // Each line is a signal for the broker, and echoed when it was sent. The end of the lines is the end of the test process, killed or not: nothing is left behind then.
    private const string Keeper = """
        exec 3>&1 >>"$HOME/output" 2>&1
        epmd -address 127.0.0.1 -port "$ERL_EPMD_PORT" 3>&- & epmd=$!
        "$1" 3>&- & broker=$!
        while read -r signal; do
          kill -s "$signal" "$broker"; echo "$signal" >&3
          case $signal in TERM | KILL) wait "$broker"; kill "$epmd"; wait; exit 0 ;; esac
        done
        kill -s KILL "$broker" "$epmd"; wait; rm -rf "$HOME"
        """;

    private static readonly string[] Path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');

    // The distribution's own start script first: the one on Debian's PATH changes the user.
    private static readonly string? Server = Path.Prepend("/usr/lib/rabbitmq/bin").Select(folder => $"{folder}/rabbitmq-server").FirstOrDefault(File.Exists);

    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly int _epmdPort;
    private readonly int _distributionPort;
    private string? _folder;
    private Process? _keeper;

    public BrokerFixture()
    {
        var listeners = Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Dispose());
        (Port, _epmdPort, _distributionPort) = (ports[0], ports[1], ports[2]);
    }

    public int Port { get; }

    public Uri Uri => new($"amqp://guest:guest@127.0.0.1:{Port}");

    /// <summary>Returns when the broker takes connections; skips the test where no RabbitMQ is installed.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Server is null)
        {
            throw new InvalidOperationException($"{Skip}RabbitMQ is not installed here: install the package rabbitmq-server (Debian, Ubuntu: apt-get install rabbitmq-server).");
        }

        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (_keeper is null)
            {
                _keeper = await RunAsync(Server, cancellationToken);
                await using var connection = await Eventually.GetAsync(TryConnectAsync, $"RabbitMQ; see {_folder}/output", cancellationToken);
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Ends the broker in good order. What is durable is there again after <see cref="StartAsync"/>.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => EndAsync("TERM", cancellationToken);

    public Task KillAsync(CancellationToken cancellationToken) => EndAsync("KILL", cancellationToken);

    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync(cancellationToken);
        await StartAsync(cancellationToken);
    }

    /// <summary>Its connections stay open and new ones are accepted, but nothing is answered, until <see cref="ThawAsync"/>.</summary>
    public Task FreezeAsync(CancellationToken cancellationToken) => SendAsync(_keeper!, "STOP", cancellationToken);

    public Task ThawAsync(CancellationToken cancellationToken) => SendAsync(_keeper!, "CONT", cancellationToken);

    public Task<IConnection> ConnectAsync(CancellationToken cancellationToken) =>
        new ConnectionFactory { Uri = Uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync("test", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        _changing.Dispose();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task<IConnection?> TryConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectAsync(cancellationToken);
        }
        catch (BrokerUnreachableException)
        {
            return null;
        }
    }

    private async Task EndAsync(string signal, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (_keeper is { } keeper)
            {
                await SendAsync(keeper, signal, cancellationToken);
                await keeper.WaitForExitAsync(cancellationToken);
                keeper.Dispose();
                _keeper = null;
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    private static async Task SendAsync(Process keeper, string signal, CancellationToken cancellationToken)
    {
        await keeper.StandardInput.WriteLineAsync(signal);
        await keeper.StandardOutput.ReadLineAsync(cancellationToken);
    }

    private async Task<Process> RunAsync(string server, CancellationToken cancellationToken)
    {
        _folder ??= Directory.CreateTempSubdirectory("playlist-broker-").FullName;
        await File.WriteAllTextAsync($"{_folder}/rabbitmq.conf", $"listeners.tcp.1 = 127.0.0.1:{Port}\n", cancellationToken);

        // A session of its own: Ctrl+C is for the tests, whose end then ends the broker.
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Keeper, "keeper", server]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in new[]
        {
            ("HOME", _folder),
            ("ERL_EPMD_PORT", $"{_epmdPort}"),
            ("ERL_EPMD_ADDRESS", "127.0.0.1"),
            ("RABBITMQ_NODENAME", $"playlist-{Port}@localhost"),
            ("RABBITMQ_DIST_PORT", $"{_distributionPort}"),
            ("RABBITMQ_CONF_ENV_FILE", $"{_folder}/env.conf"),
            ("RABBITMQ_CONFIG_FILE", $"{_folder}/rabbitmq.conf"),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", $"{_folder}/enabled_plugins"),
            ("RABBITMQ_MNESIA_BASE", $"{_folder}/mnesia"),
            ("RABBITMQ_LOG_BASE", $"{_folder}/log"),
            ("RABBITMQ_GENERATED_CONFIG_DIR", $"{_folder}/config"),
            ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}"),
            // Together these make the script become the Erlang machine, instead of waiting for one.
            ("RABBITMQ_ALLOW_INPUT", "true"),
            ("RABBITMQ_SERVER_START_ARGS", "-noinput"),
        })
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
