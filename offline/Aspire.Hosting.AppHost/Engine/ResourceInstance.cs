using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

/// <summary>One process of a resource: a replica, or the only one. It can be stopped and started again.</summary>
internal sealed class ResourceInstance(IResource resource, string name, string instanceId, IReadOnlyDictionary<string, int> ports, EngineServices engine) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private RunningProcess? _process;
    private bool _stopRequested;

    public string Name => name;

    public IResource Resource => resource;

    private ILogger Logger { get; } = engine.Loggers.GetLogger(name);

    private string EndState => resource is ContainerResource ? KnownResourceStates.Exited : KnownResourceStates.Finished;

    public Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => engine.Notifications.PublishUpdateAsync(resource, name, change);

    public Task PublishStartingAsync() => PublishAsync(snapshot => snapshot with
    {
        State = KnownResourceStates.Starting,
        ExitCode = null,
        StartTimeStamp = null,
        StopTimeStamp = null,
        ResourceReady = null,
        HealthReports = [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => new HealthReportSnapshot(check.Key, Status: null, Description: null, ExceptionText: null))],
    });

    /// <summary>Starts the process, whose waits are over; a failure becomes the instance's state.</summary>
    public async Task LaunchAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_process is null)
            {
                await RunAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await FailAsync(exception);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public Task FailAsync(Exception exception)
    {
        var known = exception is DistributedApplicationException;
        Log.FailedToStart(Logger, name, exception.Message, known ? null : exception);
        Log.FailedToStart(engine.Logger, name, exception.Message, known ? null : exception);
        return PublishAsync(snapshot => snapshot with { State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error) });
    }

    public async Task StopAsync()
    {
        await _oneAtATime.WaitAsync();
        try
        {
            if (_process is not { } process)
            {
                return;
            }

            _stopRequested = true;
            await PublishAsync(snapshot => snapshot with { State = KnownResourceStates.Stopping });
            await process.StopAsync();
        }
        finally
        {
            _oneAtATime.Release();
        }

        // The state says so too before the command has succeeded.
        await engine.Notifications.WaitForResourceAsync(resource.Name, current => current.ResourceId == name && KnownResourceStates.TerminalStates.Contains(current.Snapshot.State?.Text));
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var configuration = await InstanceConfiguration.CreateAsync(resource, Fill, engine, Logger, cancellationToken);
        var cleanup = new Cleanup();
        try
        {
            var program = await PrepareAsync(configuration, cleanup, cancellationToken);
            var log = engine.Loggers.GetLog(name);
            var process = await RunningProcess.StartAsync(program, engine.Watchdog, log, Logger);

            _process = process;
            _stopRequested = false;
            engine.Proxies.Add(resource, ports);
            await PublishAsync(snapshot => snapshot with
            {
                State = KnownResourceStates.Running,
                StartTimeStamp = DateTime.UtcNow,
                Starts = snapshot.Starts + 1,
                EnvironmentVariables = [.. configuration.Environment.Select(pair => new EnvironmentVariableSnapshot(pair.Key, pair.Value, IsFromSpec: true))],
                Urls = [.. snapshot.Urls.Select(url => url with { IsInactive = false })],
                Properties = Describe(program, process.Id),
            });
            _ = FollowAsync(process, cleanup);
        }
        catch
        {
            await cleanup.RunAsync();
            throw;
        }
    }

    private async Task<LocalProgram> PrepareAsync(InstanceConfiguration configuration, Cleanup cleanup, CancellationToken cancellationToken)
    {
        if (resource is ProjectResource project)
        {
            return engine.Programs.ForProject(project, configuration);
        }

        if (!resource.TryGetLastAnnotation<LocalProgramAnnotation>(out var container))
        {
            throw new DistributedApplicationException($"There is no stand-in for the container of resource '{resource.Name}'.");
        }

        var log = engine.Loggers.GetLog(name);
        return await container.Prepare(
            new LocalProgramContext(
                configuration.Environment,
                endpoint => ports[endpoint],
                FreePorts.Find,
                async helper =>
                {
                    var started = await RunningProcess.StartAsync(helper, engine.Watchdog, log, Logger);
                    cleanup.Add(started.StopAsync);
                },
                folder =>
                {
                    engine.Watchdog.RemoveAfterwards(folder);
                    cleanup.Add(() =>
                    {
                        Directory.Delete(folder, recursive: true);
                        return Task.CompletedTask;
                    });
                },
                disposable => cleanup.Add(() =>
                {
                    disposable.Dispose();
                    return Task.CompletedTask;
                }),
                Logger),
            cancellationToken);
    }

    private async Task FollowAsync(RunningProcess process, Cleanup cleanup)
    {
        var exitCode = await process.Ended;
        engine.Proxies.Remove(resource, ports);
        await cleanup.RunAsync();
        _process = null;

        var style = exitCode == 0 || _stopRequested ? KnownResourceStateStyles.Info : KnownResourceStateStyles.Error;
        await PublishAsync(snapshot => snapshot with
        {
            State = new ResourceStateSnapshot(EndState, style),
            ExitCode = exitCode,
            StopTimeStamp = DateTime.UtcNow,
            Urls = [.. snapshot.Urls.Select(url => url with { IsInactive = true })],
        });
        if (engine.Notifications.TryGetCurrentState(name, out var current))
        {
            await engine.Eventing.PublishAsync(new ResourceStoppedEvent(resource, engine.Services, current));
        }
    }

    private string Fill(string text) => InstanceValues.Fill(text, instanceId, endpoint => ports[endpoint]);

    private static ImmutableArray<ResourcePropertySnapshot> Describe(LocalProgram program, int processId) =>
    [
        new("executable.path", program.FileName),
        new("executable.workDir", program.WorkingDirectory),
        new("executable.args", program.Arguments) { IsSensitive = true },
        new("executable.pid", processId),
    ];
}
