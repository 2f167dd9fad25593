using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

/// <summary>The environment variables and arguments that the model gives to one process.</summary>
internal sealed record InstanceConfiguration(IReadOnlyDictionary<string, string> Environment, IReadOnlyList<string> Arguments)
{
    /// <param name="fill">Fills in the values of this replica.</param>
    public static async Task<InstanceConfiguration> CreateAsync(IResource resource, Func<string, string> fill, EngineServices engine, ILogger logger, CancellationToken cancellationToken)
    {
        var environment = new EnvironmentCallbackContext(engine.ExecutionContext, resource, cancellationToken: cancellationToken) { Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(environment);
        }

        var arguments = new CommandLineArgsCallbackContext(new List<object>(), resource, cancellationToken) { ExecutionContext = engine.ExecutionContext, Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(arguments);
        }

        var variables = new Dictionary<string, string>();
        foreach (var (name, value) in environment.EnvironmentVariables)
        {
            if (await ResolveAsync(value, cancellationToken) is { } text)
            {
                variables[name] = fill(text);
            }
        }

        var list = new List<string>();
        foreach (var argument in arguments.Args)
        {
            if (await ResolveAsync(argument, cancellationToken) is { } text)
            {
                list.Add(fill(text));
            }
        }

        return new InstanceConfiguration(variables, list);
    }

    private static async Task<string?> ResolveAsync(object value, CancellationToken cancellationToken) => value switch
    {
        string text => text,
        IValueProvider provider => await provider.GetValueAsync(cancellationToken),
        IResourceBuilder<IResource> { Resource: IValueProvider provider } => await provider.GetValueAsync(cancellationToken),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
    };
}
