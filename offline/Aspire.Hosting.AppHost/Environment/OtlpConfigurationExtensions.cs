using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

public static class OtlpConfigurationExtensions
{
    // What Aspire hands over when nothing is configured.
    private const string DefaultUrl = "http://localhost:18889";

    /// <summary>Tells the resource's processes where to export their telemetry to, and who they are.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);

        var configuration = builder.ApplicationBuilder.Configuration;
        var development = builder.ApplicationBuilder.Environment.IsDevelopment();
        return builder.WithEnvironment(async context =>
        {
            var variables = context.EnvironmentVariables;
            if (await FindReceiverAsync(configuration, context) is var (url, protocol))
            {
                variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = url;
                variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;
                if (configuration["AppHost:OtlpApiKey"] is { } key)
                {
                    variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
                }
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

    private static async Task<(string Url, string Protocol)?> FindReceiverAsync(ConfigurationManager configuration, EnvironmentCallbackContext context)
    {
        var (url, protocol) = (configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"], configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]) switch
        {
            ({ } grpc, _) => (grpc, "grpc"),
            (null, { } http) => (http, "http/protobuf"),
            _ => (DefaultUrl, "grpc"),
        };

        // Aspire's dashboard would listen there. Nothing does here unless somebody started a receiver, and an exporter
        // that cannot reach its receiver delays its process's stop by seconds.
        var expectsDashboard = !context.ExecutionContext.Services.GetRequiredService<DistributedApplicationOptions>().DisableDashboard;
        return expectsDashboard && !await AnswersAsync(new Uri(url), context.CancellationToken) ? null : (url, protocol);
    }

    private static async Task<bool> AnswersAsync(Uri url, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(url.Host, url.Port, timeout.Token);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
