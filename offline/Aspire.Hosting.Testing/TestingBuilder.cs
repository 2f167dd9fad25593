using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

internal sealed class TestingBuilder(AppHostRun run, DistributedApplicationBuilder builder) : IDistributedApplicationTestingBuilder
{
    public ConfigurationManager Configuration => builder.Configuration;

    public string AppHostDirectory => builder.AppHostDirectory;

    public Assembly? AppHostAssembly => builder.AppHostAssembly;

    public IHostEnvironment Environment => builder.Environment;

    public IServiceCollection Services => builder.Services;

    public DistributedApplicationExecutionContext ExecutionContext => builder.ExecutionContext;

    public IDistributedApplicationEventing Eventing => builder.Eventing;

    public IResourceCollection Resources => builder.Resources;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource => builder.AddResource(resource);

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => builder.CreateResourceBuilder(resource);

    public DistributedApplication Build() => BuildAsync(CancellationToken.None).GetAwaiter().GetResult();

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) =>
        new TestedApplication(run, await run.BuildAsync(cancellationToken));

    public ValueTask DisposeAsync() => run.DisposeAsync();

    public void Dispose() => run.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>The application that the AppHost has built, and starts, itself: this one waits for that, and stops it.</summary>
    private sealed class TestedApplication(AppHostRun run, DistributedApplication application) : DistributedApplication(application)
    {
        public override Task StartAsync(CancellationToken cancellationToken = default) => run.WaitUntilStartedAsync(cancellationToken);

        public override Task StopAsync(CancellationToken cancellationToken = default) => run.DisposeAsync().AsTask().WaitAsync(cancellationToken);

        public override async Task RunAsync(CancellationToken cancellationToken = default)
        {
            await StartAsync(cancellationToken);
            var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var stopped = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
            await stopping.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await StopAsync(CancellationToken.None);
        }

        public override async ValueTask DisposeAsync()
        {
            await run.DisposeAsync();
            await base.DisposeAsync();
        }

        public override void Dispose()
        {
            run.DisposeAsync().AsTask().GetAwaiter().GetResult();
            base.Dispose();
        }
    }
}
