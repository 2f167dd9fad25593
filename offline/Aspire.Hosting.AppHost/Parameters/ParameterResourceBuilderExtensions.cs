using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

public static class ParameterResourceBuilderExtensions
{
    private const int PasswordLength = 22;

    /// <summary>A parameter whose value is configured as <c>Parameters:{name}</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(new ParameterResource(name, parameterDefault => Configured(builder, name, parameterDefault), secret));
    }

    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        return builder.AddParameter(name, () => value, publishValueAsDefault, secret);
    }

    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(valueGetter);

        return publishValueAsDefault && secret
            ? throw new ArgumentException("A parameter that is published as a default cannot be secret.", nameof(secret))
            : builder.AddResource(new ParameterResource(name, _ => valueGetter(), secret));
    }

    /// <summary>A connection string that is configured as <c>ConnectionStrings:{name}</c>.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddResource(new ConfiguredConnectionString(
            name,
            _ => builder.Configuration.GetConnectionString(name)
                ?? throw new MissingParameterValueException($"The connection string '{name}' is not configured: set ConnectionStrings:{name}."),
            environmentVariableName));
    }

    /// <summary>A password that is made once and then kept in the AppHost's user secrets.</summary>
    internal static ParameterResource CreatePassword(IDistributedApplicationBuilder builder, string name)
    {
        var userSecrets = (builder as DistributedApplicationBuilder)?.UserSecrets;
        return new ParameterResource(name, parameterDefault => Configured(builder, name, parameterDefault), secret: true)
        {
            Default = new KeptParameterDefault(new GenerateParameterDefault { MinLength = PasswordLength, Special = false }, name, userSecrets),
        };
    }

    private static string Configured(IDistributedApplicationBuilder builder, string name, ParameterDefault? parameterDefault) =>
        builder.Configuration[$"Parameters:{name}"]
        ?? parameterDefault?.GetDefaultValue()
        ?? throw new MissingParameterValueException($"The parameter '{name}' is not configured and has no default: set Parameters:{name}.");

    private sealed class ConfiguredConnectionString : ParameterResource, IResourceWithConnectionString
    {
        public ConfiguredConnectionString(string name, Func<ParameterDefault?, string> callback, string? environmentVariableName)
            : base(name, callback, secret: true)
        {
            ConnectionStringEnvironmentVariable = environmentVariableName;
            IsConnectionString = true;
        }

        public string? ConnectionStringEnvironmentVariable { get; }

        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{(ParameterResource)this}");

        string IManifestExpressionProvider.ValueExpression => $"{{{Name}.connectionString}}";
    }
}

public class MissingParameterValueException(string message) : DistributedApplicationException(message);
