using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>One run of an AppHost's <c>Main</c>, on a thread of its own; it stops at <c>Build()</c> and, later, at the start of the host, until the test goes on.</summary>
internal sealed class AppHostRun(Assembly assembly, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure) : AppHostHooks, IAsyncDisposable
{
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _builder = New<DistributedApplicationBuilder>();
    private readonly TaskCompletionSource<DistributedApplication> _application = New<DistributedApplication>();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _abandoned = new();

    public async Task<DistributedApplicationBuilder> StartAsync(CancellationToken cancellationToken)
    {
        var main = assembly.EntryPoint ?? throw new InvalidOperationException($"The assembly {assembly.GetName().Name} has no entry point.");

        new Thread(() => Run(main)) { IsBackground = true, Name = $"{assembly.GetName().Name}.Main" }.Start();
        return await _builder.Task.WaitAsync(cancellationToken);
    }

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _mayBuild.TrySetResult();
        return await _application.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Waits until the AppHost, which starts the application itself, has done so.</summary>
    public Task WaitUntilStartedAsync(CancellationToken cancellationToken) => _started.Task.WaitAsync(cancellationToken);

    /// <summary>Stops the application and waits for the end of <c>Main</c>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _abandoned.CancelAsync();
        _mayBuild.TrySetResult();
        if (!_ended.Task.IsCompleted && _application.Task is { IsCompletedSuccessfully: true, Result: var application })
        {
            Stop(application);
        }

        await _ended.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void OnConstructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings) =>
        TestingDefaults.Apply(assembly, args, options, settings, configure);

    public override void OnConstructed(DistributedApplicationBuilder builder) => builder.Services.AddHttpClient();

    public override void OnBuilding(DistributedApplicationBuilder builder)
    {
        // Says when the AppHost's own call has started the host, or why it has not.
        var host = builder.Services.Single(service => service.ServiceType == typeof(IHost) && !service.IsKeyedService);
        builder.Services.Remove(host);
        builder.Services.AddSingleton<IHost>(services => new ObservedHost((IHost)host.ImplementationFactory!(services), _started, _abandoned.Token));

        _builder.TrySetResult(builder);
        _mayBuild.Task.Wait();
        _abandoned.Token.ThrowIfCancellationRequested();
    }

    public override void OnBuilt(DistributedApplication application) => _application.TrySetResult(application);

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Stop(DistributedApplication application)
    {
        try
        {
            application.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        }
        catch (ObjectDisposedException)
        {
            // Main has just ended by itself.
        }
    }

    private void Run(MethodInfo main)
    {
        Current = this;
        try
        {
            main.Invoke(null, main.GetParameters().Length == 0 ? [] : [args]);
            Fail(new InvalidOperationException($"{assembly.GetName().Name} ended without building an application, or without starting it."));
            _ended.TrySetResult();
        }
        catch (TargetInvocationException exception)
        {
            Fail(exception.InnerException!);
            _ended.TrySetResult();
        }
    }

    private void Fail(Exception exception)
    {
        _builder.TrySetException(exception);
        _application.TrySetException(exception);
        _started.TrySetException(exception);
        _ = (_builder.Task.Exception, _application.Task.Exception, _started.Task.Exception);
    }

    private sealed class ObservedHost(IHost inner, TaskCompletionSource started, CancellationToken abandoned) : IHost, IAsyncDisposable
    {
        public IServiceProvider Services => inner.Services;

        public async Task StartAsync(CancellationToken cancellationToken = default)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, abandoned);
            try
            {
                await inner.StartAsync(either.Token);
                started.TrySetResult();
            }
            catch (Exception exception)
            {
                started.TrySetException(exception);
                throw;
            }
        }

        public Task StopAsync(CancellationToken cancellationToken = default) => inner.StopAsync(cancellationToken);

        public void Dispose() => inner.Dispose();

        public async ValueTask DisposeAsync()
        {
            if (inner is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync();
            }
        }
    }
}
