using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine;

namespace Aspire.Hosting.RabbitMQ;

/// <summary>A RabbitMQ node of one resource's own: its data, its ports and its epmd are shared with no other.</summary>
internal sealed class LocalBroker(RabbitMQServerResource server)
{
    // The distribution's own start script, which wants to be called neither by root nor by a special user; then what the PATH has.
    private static readonly string[] Servers = ["/usr/lib/rabbitmq/bin/rabbitmq-server", .. OnPath("rabbitmq-server")];

    public async Task<LocalProgram> PrepareAsync(LocalProgramContext context, CancellationToken cancellationToken)
    {
        var program = Servers.FirstOrDefault(File.Exists)
            ?? throw new DistributedApplicationException("RabbitMQ is not installed. Install it (apt-get install rabbitmq-server), or set ConnectionStrings:messaging to the address of a broker that runs elsewhere.");
        var epmd = OnPath("epmd").FirstOrDefault(File.Exists)
            ?? throw new DistributedApplicationException("Erlang's epmd is not on the PATH: install erlang-base.");

        var folder = OpenFolder(context);
        var (epmdPort, distributionPort) = (context.FindFreePort(), context.FindFreePort());
        await WriteConfigurationAsync(folder, context, cancellationToken);

        var environment = new Dictionary<string, string?>(context.Environment.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
        {
            ["HOME"] = folder,
            ["ERL_EPMD_PORT"] = Text(epmdPort),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = $"{server.Name}@localhost",
            ["RABBITMQ_DIST_PORT"] = Text(distributionPort),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "rabbitmq-env.conf"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(folder, "advanced.config"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(folder, "config"),

            // Nothing of RabbitMQ may start an epmd of its own, which would outlive it. Schedulers that wait, wait asleep: the machine may be small.
            ["ERL_ZFLAGS"] = "-start_epmd false",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none",
        };

        await context.StartHelperAsync(new LocalProgram(epmd, ["-address", "127.0.0.1", "-port", Text(epmdPort)], folder, environment));

        // The lock is the node's own: should this process be killed, it lasts until the node has ended too.
        return new LocalProgram(OnPath("flock").First(File.Exists), ["--nonblock", "--no-fork", "--conflict-exit-code", "75", LockPath(folder), program], folder, environment);
    }

    private string OpenFolder(LocalProgramContext context)
    {
        if (!server.TryGetLastAnnotation<BrokerVolumeAnnotation>(out var volume))
        {
            var temporary = Directory.CreateTempSubdirectory($"{server.Name}-").FullName;
            context.RemoveAfterwards(temporary);
            return temporary;
        }

        var folder = Path.Combine(UserFolders.Data, volume.Name);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var held = LockFile.TryHold(LockPath(folder))
            ?? throw new DistributedApplicationException($"Another broker runs on the data in {folder}. Stop the AppHost that it belongs to, or give this one a volume of its own.");
        return folder;
    }

    private async Task WriteConfigurationAsync(string folder, LocalProgramContext context, CancellationToken cancellationToken)
    {
        var management = server.ManagementEndpoint.Exists;
        var lines = new List<string>
        {
            $"listeners.tcp.1 = 127.0.0.1:{context.PortOf(RabbitMQServerResource.PrimaryEndpointName)}",
            "log.console = true",
            "log.console.level = info",
        };
        if (management)
        {
            lines.AddRange(["management.tcp.ip = 127.0.0.1", $"management.tcp.port = {context.PortOf(RabbitMQServerResource.ManagementEndpointName)}"]);
        }

        await File.WriteAllLinesAsync(Path.Combine(folder, "rabbitmq.conf"), lines, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "enabled_plugins"), management ? "[rabbitmq_management].\n" : "[].\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "advanced.config"), "[].\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "rabbitmq-env.conf"), "", cancellationToken);
    }

    private static string LockPath(string folder) => Path.Combine(folder, "lock");

    private static IEnumerable<string> OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Concat(["/usr/sbin", "/usr/bin"]).Select(folder => Path.Combine(folder, program));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
