using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Aspire.Dashboard.Resources;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Engine;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Health;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.UserSecrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private bool _built;

    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args })
    {
        ArgumentNullException.ThrowIfNull(args);
    }

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        // From weakest to strongest: ASPIRE_ENVIRONMENT, DOTNET_ENVIRONMENT, --environment.
        var settings = new HostApplicationBuilderSettings { Args = options.Args, Configuration = new ConfigurationManager() };
        settings.Configuration.AddEnvironmentVariables("ASPIRE_");
        Hooks?.OnConstructing(options, settings);

        _host = new HostApplicationBuilder(settings);
        Options = options;
        AppHostDirectory = options.ProjectDirectory ?? _host.Environment.ContentRootPath;
        UserSecrets = AppHostAssembly?.GetCustomAttribute<UserSecretsIdAttribute>() is { UserSecretsId: { Length: > 0 } id } ? new UserSecrets(id) : null;

        var appHostPath = Path.GetFullPath(Path.Join(AppHostDirectory, options.GetMetadata("apphostprojectname") is { } file ? Path.GetFileNameWithoutExtension(file) : _host.Environment.ApplicationName));
        Configuration.AddInMemoryCollection(
        [
            new("AppHost:Directory", AppHostDirectory),
            new("AppHost:Path", appHostPath),
            new("AppHost:Sha256", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(appHostPath.ToLowerInvariant())))),
        ]);

        _host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        _host.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        _host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.None);
        AddServices();
        Hooks?.OnConstructed(this);
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly => Options.Assembly;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new(DistributedApplicationOperation.Run);

    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    public IResourceCollection Resources { get; } = new ResourceCollection();

    internal DistributedApplicationOptions Options { get; }

    internal UserSecrets? UserSecrets { get; }

    private AppHostHooks? Hooks { get; } = AppHostHooks.Current;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build()
    {
        if (_built)
        {
            throw new InvalidOperationException("The application has been built already.");
        }

        _built = true;
        Hooks?.OnBuilding(this);

        var application = new DistributedApplication(_host.Build());
        ExecutionContext.BuiltServices = application.Services;
        Hooks?.OnBuilt(application);
        return application;
    }

    private void AddServices()
    {
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(Options);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(Eventing);
        Services.AddSingleton(_ => new DistributedApplicationModel(Resources));
        Services.AddSingleton<ResourceNotificationService>();
        Services.AddSingleton<ResourceLoggerService>();
        Services.AddSingleton(services => new ResourceCommandService(services.GetRequiredService<ResourceNotificationService>(), services.GetRequiredService<ResourceLoggerService>(), services));
        Services.Configure<ResourceNotificationServiceOptions>(options => options.DefaultWaitBehavior = Options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);
        Services.AddHealthChecks();

        Services.AddHostedService<Lifecycle>();
        Services.AddHostedService<ResourceHealthService>();
        if (!Options.DisableDashboard)
        {
            Services.AddSingleton<IApplicationView, ApplicationView>();
            Services.AddSingleton<DashboardService>();
            Services.AddHostedService(services => services.GetRequiredService<DashboardService>());
            Services.AddHostedService<ConsoleReport>();
            Services.AddSingleton(StartedBy.Find(Configuration));
            Services.AddHostedService<OrphanDetector>();
        }

        Services.AddSingleton<ApplicationEngine>();
        Services.AddHostedService(services => services.GetRequiredService<ApplicationEngine>());
    }
}
