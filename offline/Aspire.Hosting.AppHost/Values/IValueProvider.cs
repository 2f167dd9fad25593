namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known only when the application runs: an endpoint's port, a parameter.</summary>
public interface IValueProvider
{
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>How a value is written in a deployment manifest. Nothing here writes one, but Aspire's signatures ask for it.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}

public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;

public interface IValueWithReferences
{
    IEnumerable<object> References { get; }
}
