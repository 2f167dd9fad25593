using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine;

/// <summary>The commands that every resource with processes has.</summary>
internal static class LifecycleCommands
{
    public static void AddTo(IResource resource, ApplicationEngine engine)
    {
        Add(resource, KnownResourceCommands.StartCommand, "Start", "Play", StartState, context => engine.StartInstanceAsync(context.ResourceName, context.CancellationToken));
        Add(resource, KnownResourceCommands.StopCommand, "Stop", "Stop", StopState, context => engine.StopInstanceAsync(context.ResourceName));
        Add(resource, KnownResourceCommands.RestartCommand, "Restart", "ArrowCounterclockwise", RestartState, async context =>
        {
            await engine.StopInstanceAsync(context.ResourceName);
            await engine.StartInstanceAsync(context.ResourceName, context.CancellationToken);
        });
    }

    private static void Add(IResource resource, string name, string displayName, string iconName, Func<string?, ResourceCommandState> state, Func<ExecuteCommandContext, Task> execute) =>
        resource.Annotations.Add(new ResourceCommandAnnotation(
            name,
            displayName,
            context => state(context.ResourceSnapshot.State?.Text),
            async context =>
            {
                await execute(context);
                return CommandResults.Success($"{displayName} '{resource.Name}': done.");
            },
            displayDescription: null,
            arguments: null,
            confirmationMessage: null,
            iconName,
            IconVariant.Filled,
            isHighlighted: true));

    private static ResourceCommandState StartState(string? state) =>
        IsStopped(state) || state == KnownResourceStates.Waiting ? ResourceCommandState.Enabled
        : IsInBetween(state) ? ResourceCommandState.Disabled
        : ResourceCommandState.Hidden;

    private static ResourceCommandState StopState(string? state) =>
        state == KnownResourceStates.Stopping ? ResourceCommandState.Disabled
        : IsStopped(state) || IsInBetween(state) || state == KnownResourceStates.Waiting ? ResourceCommandState.Hidden
        : ResourceCommandState.Enabled;

    private static ResourceCommandState RestartState(string? state) => state == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    private static bool IsStopped(string? state) => state == KnownResourceStates.NotStarted || KnownResourceStates.TerminalStates.Contains(state);

    private static bool IsInBetween(string? state) => string.IsNullOrEmpty(state) || state == KnownResourceStates.Starting || state == KnownResourceStates.RuntimeUnhealthy;
}
