using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.RabbitMQ;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static class RabbitMQBuilderExtensions
{
    /// <remarks>The stand-in runs the <c>rabbitmq-server</c> that is installed here, as a private node that only this machine can reach.</remarks>
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var passwordParameter = password?.Resource ?? ParameterResourceBuilderExtensions.CreatePassword(builder, $"{name}-password");
        var server = new RabbitMQServerResource(name, userName?.Resource, passwordParameter);

        var healthCheck = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(healthCheck, _ => new RabbitMQHealthCheck(server), failureStatus: null, tags: null));

        return builder.AddResource(server)
            .WithEndpoint(port: port, targetPort: 5672, name: RabbitMQServerResource.PrimaryEndpointName)
            .WithEnvironment(context =>
            {
                context.EnvironmentVariables["RABBITMQ_DEFAULT_USER"] = server.UserNameReference;
                context.EnvironmentVariables["RABBITMQ_DEFAULT_PASS"] = passwordParameter;
            })
            .WithHealthCheck(healthCheck)
            .WithAnnotation(new LocalProgramAnnotation((context, cancellationToken) => new LocalBroker(server).PrepareAsync(context, cancellationToken)));
    }

    /// <summary>Keeps the broker's data from one run to the next.</summary>
    /// <param name="name">The volume; when it is not given, one that is named after the AppHost and the resource.</param>
    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);

        if (isReadOnly)
        {
            throw new DistributedApplicationException("A broker cannot run on read-only data.");
        }

        var application = builder.ApplicationBuilder;
        var hash = application.Configuration["AppHost:Sha256"]![..10].ToLowerInvariant();
        var volume = name ?? string.Create(CultureInfo.InvariantCulture, $"{application.Environment.ApplicationName.ToLowerInvariant()}-{hash}-{builder.Resource.Name}-data");
        return builder.WithAnnotation(new BrokerVolumeAnnotation(volume), ResourceAnnotationMutationBehavior.Replace);
    }

    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(this IResourceBuilder<RabbitMQServerResource> builder) => builder.WithManagementPlugin(port: null);

    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(this IResourceBuilder<RabbitMQServerResource> builder, int? port)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithHttpEndpoint(port: port, targetPort: 15672, name: RabbitMQServerResource.ManagementEndpointName);
    }
}

internal sealed class BrokerVolumeAnnotation(string name) : IResourceAnnotation
{
    public string Name => name;
}
