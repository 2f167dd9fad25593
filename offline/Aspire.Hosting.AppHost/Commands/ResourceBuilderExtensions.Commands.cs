using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <remarks>A command of the same name that the resource has already is replaced.</remarks>
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder,
        string name,
        string displayName,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        CommandOptions? commandOptions = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(displayName);
        ArgumentNullException.ThrowIfNull(executeCommand);

        var options = commandOptions ?? new CommandOptions();
        _ = new InteractionInputCollection(options.Arguments);

        if (builder.Resource.Annotations.OfType<ResourceCommandAnnotation>().FirstOrDefault(command => command.Name == name) is { } existing)
        {
            builder.Resource.Annotations.Remove(existing);
        }

        return builder.WithAnnotation(new ResourceCommandAnnotation(
            name,
            displayName,
            options.UpdateState ?? (_ => ResourceCommandState.Enabled),
            executeCommand,
            options.Description,
            options.Arguments,
            options.ConfirmationMessage,
            options.IconName,
            options.IconVariant,
            options.IsHighlighted,
            options.Visibility,
            options.ValidateArguments));
    }
}
