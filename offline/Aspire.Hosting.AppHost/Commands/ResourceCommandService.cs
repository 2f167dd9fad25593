namespace Aspire.Hosting.ApplicationModel;

public class ResourceCommandService
{
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _loggers;
    private readonly IServiceProvider _services;

    internal ResourceCommandService(ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services)
    {
        _notifications = notifications;
        _loggers = loggers;
        _services = services;
    }

    /// <param name="resourceId">A process's id, or the name of a resource that has just one.</param>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resourceId, commandName, new InteractionInputCollection([]), cancellationToken);

    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, InteractionInputCollection arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);

        return _notifications.TryGetCurrentState(resourceId, out var current)
            ? ExecuteAsync(current.Resource, current.ResourceId, commandName, arguments, cancellationToken)
            : Task.FromResult(CommandResults.Failure($"Resource '{resourceId}' not found."));
    }

    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resource, commandName, new InteractionInputCollection([]), cancellationToken);

    /// <summary>Executes the command for each of the resource's processes at once.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, InteractionInputCollection arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(arguments);

        var ids = resource.GetInstanceNames();
        var results = await Task.WhenAll(ids.Select(id => ExecuteAsync(resource, id, commandName, Copy(arguments), cancellationToken)));
        if (results.Length == 1)
        {
            return results[0];
        }

        var failures = ids.Zip(results).Where(pair => pair.Second is { Success: false, Canceled: false }).ToArray();
        return (failures, results.Any(result => result.Canceled)) switch
        {
            ([], false) => new ExecuteCommandResult { Success = true, Data = results.FirstOrDefault(result => result.Data is not null)?.Data },
            ([], true) => CommandResults.Canceled(),
            _ => CommandResults.Failure($"{failures.Length} command executions failed.{string.Concat(failures.Select(failure => $"\n{failure.First}: {failure.Second.Message}"))}"),
        };
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(IResource resource, string id, string commandName, InteractionInputCollection given, CancellationToken cancellationToken)
    {
        var logger = _loggers.GetLogger(id);
        var command = resource.Annotations.OfType<ResourceCommandAnnotation>().FirstOrDefault(command => string.Equals(command.Name, commandName, StringComparison.Ordinal));
        if (command is null)
        {
            return CommandResults.Failure($"Command '{commandName}' not available for resource '{resource.Name}'.");
        }

        Log.CommandStarted(logger, commandName);
        try
        {
            var arguments = ArgumentValidation.Fill(command, given);
            if (!await ArgumentValidation.IsValidAsync(command, arguments, _services, cancellationToken))
            {
                return new ExecuteCommandResult
                {
                    Success = false,
                    Message = "Command argument validation failed.",
                    Errors = arguments.Where(argument => argument.ValidationErrors.Count > 0).ToDictionary(argument => argument.Name, argument => (IReadOnlyList<string>)argument.ValidationErrors),
                };
            }

            var result = await command.ExecuteCommand(new ExecuteCommandContext
            {
                ResourceName = id,
                Services = _services,
                Arguments = arguments,
                Logger = logger,
                CancellationToken = cancellationToken,
            });
            if (result.Success)
            {
                Log.CommandSucceeded(logger, commandName);
            }
            else
            {
                Log.CommandFailed(logger, commandName, result.Message);
            }

            return result;
        }
        catch (OperationCanceledException)
        {
            return CommandResults.Canceled();
        }
        catch (Exception exception)
        {
            Log.CommandThrew(logger, commandName, exception);
            return CommandResults.Failure(exception);
        }
    }

    private static InteractionInputCollection Copy(InteractionInputCollection arguments) => new([.. arguments.Select(argument => argument.WithValue(argument.Value))]);
}
