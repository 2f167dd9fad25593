using System.Diagnostics;

namespace Playlist.Testing.Messaging;

/// <summary>A RabbitMQ with its own epmd, and the small shell that keeps them and never outlives this process.</summary>
internal sealed class BrokerProcess
{
    // Each line is a signal for the broker, and echoed when it was sent; STOP when every thread has heard of it, which takes a moment on a busy machine. The end of the lines is the end of the test process, killed or not: nothing is left behind then.
    private const string Keeper = """
        exec 3>&1 >>"$HOME/output" 2>&1
        epmd -address 127.0.0.1 -port "$ERL_EPMD_PORT" 3>&- & epmd=$!
        "$1" 3>&- & broker=$!
        running() { for stat in /proc/"$broker"/task/*/stat; do read -r line <"$stat" && case $line in *') T '*) ;; *) return 0 ;; esac; done; return 1; }
        while read -r signal; do
          kill -s "$signal" "$broker"
          [ "$signal" != STOP ] || while running; do :; done
          echo "$signal" >&3
          case $signal in TERM | KILL) wait "$broker"; kill "$epmd"; wait; exit 0 ;; esac
        done
        kill -s KILL "$broker" "$epmd"; wait; rm -rf "$HOME"
        """;

    private readonly Process _keeper;

    private BrokerProcess(Process keeper) => _keeper = keeper;

    /// <summary>The distribution's own start script first: the one on Debian's PATH changes the user.</summary>
    public static string? Server { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Prepend("/usr/lib/rabbitmq/bin")
        .Select(folder => $"{folder}/rabbitmq-server")
        .FirstOrDefault(File.Exists);

    public static BrokerProcess Start(string folder, (int Amqp, int Epmd, int Distribution) ports, string configuration)
    {
        File.WriteAllText($"{folder}/rabbitmq.conf", $"listeners.tcp.1 = 127.0.0.1:{ports.Amqp}\n{configuration}\n");

        // A session of its own: Ctrl+C is for the tests, whose end then ends the broker.
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Keeper, "keeper", Server!]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        Apply(start, folder, ports);
        return new BrokerProcess(Process.Start(start)!);
    }

    public static Task<string> ReadOutputAsync(string folder, CancellationToken cancellationToken) => File.ReadAllTextAsync($"{folder}/output", cancellationToken);

    /// <summary>Runs an Erlang expression within the broker.</summary>
    public static async Task EvaluateAsync(string folder, (int Amqp, int Epmd, int Distribution) ports, string expression, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Path.Combine(Path.GetDirectoryName(Server)!, "rabbitmqctl"), ["eval", expression]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Apply(start, folder, ports);
        using var control = Process.Start(start)!;
        var output = await Task.WhenAll(control.StandardOutput.ReadToEndAsync(cancellationToken), control.StandardError.ReadToEndAsync(cancellationToken));
        await control.WaitForExitAsync(cancellationToken);
        if (control.ExitCode != 0)
        {
            throw new InvalidOperationException($"RabbitMQ could not evaluate {expression}: {string.Concat(output)}");
        }
    }

    /// <summary>Returns when the signal was sent, and after <c>STOP</c> when the broker has stopped.</summary>
    public async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        await _keeper.StandardInput.WriteLineAsync(signal);
        await _keeper.StandardOutput.ReadLineAsync(cancellationToken);
    }

    /// <summary>Returns when the broker and its epmd have ended.</summary>
    /// <param name="signal"><c>TERM</c> or <c>KILL</c>.</param>
    public async Task EndAsync(string signal, CancellationToken cancellationToken)
    {
        await SignalAsync(signal, cancellationToken);
        await _keeper.WaitForExitAsync(cancellationToken);
        _keeper.Dispose();
    }

    private static void Apply(ProcessStartInfo start, string folder, (int Amqp, int Epmd, int Distribution) ports)
    {
        foreach (var (name, value) in new[]
        {
            ("HOME", folder),
            ("ERL_EPMD_PORT", $"{ports.Epmd}"),
            ("ERL_EPMD_ADDRESS", "127.0.0.1"),
            ("RABBITMQ_NODENAME", $"playlist-{ports.Amqp}@localhost"),
            ("RABBITMQ_DIST_PORT", $"{ports.Distribution}"),
            ("RABBITMQ_CONF_ENV_FILE", $"{folder}/env.conf"),
            ("RABBITMQ_CONFIG_FILE", $"{folder}/rabbitmq.conf"),
            ("RABBITMQ_ADVANCED_CONFIG_FILE", $"{folder}/advanced.config"),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", $"{folder}/enabled_plugins"),
            ("RABBITMQ_MNESIA_BASE", $"{folder}/mnesia"),
            ("RABBITMQ_LOG_BASE", $"{folder}/log"),
            ("RABBITMQ_GENERATED_CONFIG_DIR", $"{folder}/config"),
            ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}"),
            // Together these make the script become the Erlang machine, instead of waiting for one.
            ("RABBITMQ_ALLOW_INPUT", "true"),
            ("RABBITMQ_SERVER_START_ARGS", "-noinput"),
        })
        {
            start.Environment[name] = value;
        }
    }
}
