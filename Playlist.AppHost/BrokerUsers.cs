using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Playlist.AppHost;

/// <summary>The users of the application's own broker: each may do what its process needs, and no more (broker-definitions.json, docs/messaging.md).</summary>
internal static class BrokerUsers
{
    private const string DefinitionsFile = "broker-definitions.json";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // Nothing of it belongs into a trace.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });

    /// <summary>Makes the users each time that the broker has started, before anything that waits for it does.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithUsers(this IResourceBuilder<RabbitMQServerResource> broker)
    {
        broker.ApplicationBuilder.Eventing.Subscribe<ResourceReadyEvent>(broker.Resource, (_, cancellationToken) => ApplyAsync(broker.Resource, cancellationToken));
        return broker;
    }

    /// <summary>Hands over the broker, as one of its users where it is the application's own.</summary>
    public static IResourceBuilder<ProjectResource> WithBroker(this IResourceBuilder<ProjectResource> project, IResourceBuilder<IResourceWithConnectionString> broker, string user)
    {
        if (broker.Resource is not RabbitMQServerResource own)
        {
            return project.WithReference(broker);
        }

        if (!Users(Definitions()).Any(known => known["name"]!.GetValue<string>() == user))
        {
            throw new DistributedApplicationException($"{DefinitionsFile} has no user '{user}': add it, with its permissions.");
        }

        var password = new UserPassword(own.PasswordParameter, user);
        return project
            .WithEnvironment($"ConnectionStrings__{own.Name}", ReferenceExpression.Create($"amqp://{user}:{password}@{own.PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}"))
            .WithReferenceRelationship(broker.Resource);
    }

    private static async Task ApplyAsync(RabbitMQServerResource broker, CancellationToken cancellationToken)
    {
        var definitions = await WithPasswordsAsync(Definitions(), broker.PasswordParameter, cancellationToken);
        var administrator = $"{await broker.UserNameReference.GetValueAsync(cancellationToken)}:{await broker.PasswordParameter.GetValueAsync(cancellationToken)}";
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        var problem = "it does not answer";
        try
        {
            while (await TryApplyAsync(broker, administrator, definitions, deadline.Token) is { } found)
            {
                problem = found;
                await Task.Delay(Pause, deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DistributedApplicationException($"The users of RabbitMQ could not be made ({problem}). If its data are of an older run with another password, delete its data volume.");
        }
    }

    /// <returns>What is wrong, or null when nothing is.</returns>
    private static async Task<string?> TryApplyAsync(RabbitMQServerResource broker, string administrator, JsonNode definitions, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{broker.ManagementEndpoint.Url}/api/definitions") { Content = JsonContent.Create(definitions) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(administrator)));
            using var response = await Http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? null : $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}";
        }
        catch (HttpRequestException exception)
        {
            // The management plugin comes up a little later than the rest.
            return exception.Message;
        }
    }

    private static JsonNode Definitions()
    {
        using var file = typeof(BrokerUsers).Assembly.GetManifestResourceStream(DefinitionsFile)!;
        return JsonNode.Parse(file)!;
    }

    private static IEnumerable<JsonObject> Users(JsonNode definitions) => definitions["users"]!.AsArray().OfType<JsonObject>();

    private static async Task<JsonNode> WithPasswordsAsync(JsonNode definitions, ParameterResource administrator, CancellationToken cancellationToken)
    {
        foreach (var user in Users(definitions))
        {
            user.Remove("password_hash");
            user["password"] = await new UserPassword(administrator, user["name"]!.GetValue<string>()).GetValueAsync(cancellationToken);
        }

        return definitions;
    }

    /// <summary>Derived from the administrator's, so that it stays as long as that does and nothing has to be kept; it does not lead back.</summary>
    private sealed class UserPassword(ParameterResource administrator, string user) : IValueProvider, IManifestExpressionProvider
    {
        public string ValueExpression => $"{{{user}-password.value}}";

        public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
        {
            var key = await administrator.GetValueAsync(cancellationToken) ?? throw new DistributedApplicationException("RabbitMQ has no password.");
            return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(user)));
        }
    }
}
