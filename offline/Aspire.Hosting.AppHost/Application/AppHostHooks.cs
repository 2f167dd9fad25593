using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>By these a test that runs an AppHost's <c>Main</c> takes hold of its builder and its application.</summary>
internal abstract class AppHostHooks
{
    private static readonly AsyncLocal<AppHostHooks?> Flowing = new();

    /// <summary>Those of the test on whose behalf this code runs.</summary>
    public static AppHostHooks? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    public abstract void OnConstructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings);

    public abstract void OnConstructed(DistributedApplicationBuilder builder);

    /// <summary>Building goes on when this returns.</summary>
    public abstract void OnBuilding(DistributedApplicationBuilder builder);

    public abstract void OnBuilt(DistributedApplication application);
}
