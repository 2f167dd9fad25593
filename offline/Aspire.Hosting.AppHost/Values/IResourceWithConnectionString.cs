namespace Aspire.Hosting.ApplicationModel;

public interface IResourceWithConnectionString : IResource, IExpressionValue, IValueWithReferences
{
    ReferenceExpression ConnectionStringExpression { get; }

    string? ConnectionStringEnvironmentVariable => null;

    string IManifestExpressionProvider.ValueExpression => $"{{{Name}.connectionString}}";

    IEnumerable<object> IValueWithReferences.References => [ConnectionStringExpression];

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => GetConnectionStringAsync(cancellationToken);

    ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) => ConnectionStringExpression.GetValueAsync(cancellationToken);

    /// <summary>The parts of the connection string; a process that refers to the resource gets each as <c>NAME_KEY</c>.</summary>
    IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() => [];
}

public class ConnectionStringReference(IResourceWithConnectionString resource, bool optional) : IExpressionValue, IValueWithReferences
{
    public IResourceWithConnectionString Resource => resource;

    public bool Optional => optional;

    string IManifestExpressionProvider.ValueExpression => resource.ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [resource];

    /// <exception cref="DistributedApplicationException">There is no connection string, and it is not optional.</exception>
    async ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken)
    {
        string? value = null;
        try
        {
            value = await resource.GetValueAsync(cancellationToken);
        }
        catch (MissingParameterValueException) when (optional)
        {
        }

        return string.IsNullOrEmpty(value) && !optional
            ? throw new DistributedApplicationException($"The connection string for the resource '{resource.Name}' is not available.")
            : value;
    }
}
