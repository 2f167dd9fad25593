using System.Net;
using System.Net.Sockets;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Playlist.Testing.Messaging;

/// <summary>A RabbitMQ of the tests' own, on one port as long as it lives, that can be stopped, killed and frozen.</summary>
/// <remarks>As a fixture it costs nothing until the first <see cref="StartAsync"/>; calling that again is free.</remarks>
public sealed class BrokerFixture : IAsyncDisposable
{
    // xunit.v3 takes any exception whose message begins so for a skipped test.
    private const string Skip = "$XunitDynamicSkip$";

    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly (int Amqp, int Epmd, int Distribution) _ports;
    private string? _folder;
    private BrokerProcess? _process;
    private bool _ready;

    public BrokerFixture()
    {
        var listeners = Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Dispose());
        _ports = (ports[0], ports[1], ports[2]);
    }

    public int Port => _ports.Amqp;

    /// <summary>Lines of rabbitmq.conf, such as <c>vm_memory_high_watermark.absolute = 1MB</c>.</summary>
    public string Configuration { get; init; } = "";

    public Uri Uri => new($"amqp://guest:guest@127.0.0.1:{Port}");

    /// <summary>Returns when the broker takes connections; skips the test where no RabbitMQ is installed.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (BrokerProcess.Server is null)
        {
            throw new InvalidOperationException($"{Skip}RabbitMQ is not installed here: install the package rabbitmq-server (Debian, Ubuntu: apt-get install rabbitmq-server).");
        }

        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (!_ready)
            {
                _folder ??= Directory.CreateTempSubdirectory("playlist-broker-").FullName;
                _process ??= BrokerProcess.Start(_folder, _ports, Configuration);
                await using var connection = await Eventually.GetAsync(TryConnectAsync, "RabbitMQ", cancellationToken);
                _ready = true;
            }
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message} It says:\n{await BrokerProcess.ReadOutputAsync(_folder!, cancellationToken)}");
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Returns when a quorum queue that was declared survives <see cref="KillAsync"/>.</summary>
    /// <remarks>
    /// RabbitMQ writes down which quorum queues it has up to a second after it has said so. One that was not written down has no
    /// leader after a kill, and never will: it takes and gives nothing, and even its declaration is not answered.
    /// </remarks>
    public Task WhenKeptAsync(string queue, CancellationToken cancellationToken) =>
        Eventually.GetAsync(
            async token =>
            {
                foreach (var names in Directory.EnumerateFiles($"{_folder}/mnesia", "names.dets", SearchOption.AllDirectories))
                {
                    if ((await File.ReadAllBytesAsync(names, token)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(queue)) >= 0)
                    {
                        return names;
                    }
                }

                return null;
            },
            $"{queue} to be written down",
            cancellationToken);

    /// <summary>Ends the broker in good order. What is durable is there again after <see cref="StartAsync"/>.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => EndAsync("TERM", cancellationToken);

    public Task KillAsync(CancellationToken cancellationToken) => EndAsync("KILL", cancellationToken);

    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync(cancellationToken);
        await StartAsync(cancellationToken);
    }

    /// <summary>Its connections stay open and new ones are accepted, but nothing is answered, until <see cref="ThawAsync"/>.</summary>
    public Task FreezeAsync(CancellationToken cancellationToken) => _process!.SignalAsync("STOP", cancellationToken);

    public Task ThawAsync(CancellationToken cancellationToken) => _process!.SignalAsync("CONT", cancellationToken);

    /// <summary>A queue takes and gives nothing from now on, though the broker is well: for each message to it, the confirm never comes.</summary>
    public Task SuspendQueueAsync(string queue, CancellationToken cancellationToken) => BrokerProcess.EvaluateAsync(
        _folder!, _ports, $$"""{ok, Queue} = rabbit_amqqueue:lookup(rabbit_misc:r(<<"/">>, queue, <<"{{queue}}">>)), ok = sys:suspend(amqqueue:get_pid(Queue)).""", cancellationToken);

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
            if (_process is { } process)
            {
                _ready = false;
                await process.EndAsync(signal, cancellationToken);
                _process = null;
            }
        }
        finally
        {
            _changing.Release();
        }
    }
}
