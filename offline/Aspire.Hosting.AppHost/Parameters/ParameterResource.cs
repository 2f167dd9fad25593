namespace Aspire.Hosting.ApplicationModel;

public class ParameterResource : Resource, IExpressionValue
{
    private readonly Lazy<string> _value;

    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(callback);

        _value = new Lazy<string>(() => callback(Default));
        Secret = secret;
    }

    public ParameterDefault? Default { get; set; }

    public bool Secret { get; }

    public bool IsConnectionString { get; set; }

    public string ValueExpression => $"{{{Name}.value}}";

    /// <exception cref="MissingParameterValueException">The parameter is not configured and has no default.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(_value.Value);
}

public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();
}
