using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

public static class OtlpConfigurationExtensions
{
    // What Aspire hands over when nothing is configured.
    private const string DefaultUrl = "http://localhost:18889";
    private const string Grpc = "grpc";
    private const string HttpProtobuf = "http/protobuf";

    /// <summary>Tells the resource's processes where to export their telemetry to, and who they are.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);

        var configuration = builder.ApplicationBuilder.Configuration;
        var development = builder.ApplicationBuilder.Environment.IsDevelopment();
        return builder.WithEnvironment(context =>
        {
            var variables = context.EnvironmentVariables;
            var (url, protocol, key) = FindReceiver(configuration, context.ExecutionContext.Services);
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = url;
            variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;
            if (key is not null)
            {
                variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
            }

            variables["OTEL_SERVICE_NAME"] = context.Resource.Name;
            variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={InstanceValues.InstanceId}";
            if (development)
            {
                variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
                variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
                variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
                variables["OTEL_TRACES_SAMPLER"] = "always_on";
                variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
                variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
            }
        });
    }

    private static (string Url, string Protocol, string? Key) FindReceiver(ConfigurationManager configuration, IServiceProvider services)
    {
        if (services.GetService<DashboardService>() is { Server: var dashboard })
        {
            return (dashboard.Address.GetLeftPart(UriPartial.Authority), HttpProtobuf, dashboard.OtlpKey);
        }

        var key = configuration["AppHost:OtlpApiKey"];
        return (configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"], configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]) switch
        {
            ({ } grpc, _) => (grpc, Grpc, key),
            (null, { } http) => (http, HttpProtobuf, key),
            _ => (DefaultUrl, Grpc, key),
        };
    }
}
