using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public sealed class ResourceCommandAnnotation(
    string name,
    string displayName,
    Func<UpdateCommandStateContext, ResourceCommandState> updateState,
    Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
    string? displayDescription,
    IReadOnlyList<InteractionInput>? arguments,
    string? confirmationMessage,
    string? iconName,
    IconVariant? iconVariant,
    bool isHighlighted,
    ResourceCommandVisibility visibility = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api,
    Func<InputsDialogValidationContext, Task>? validateArguments = null) : IResourceAnnotation
{
    public string Name => name;

    public string DisplayName => displayName;

    public string? DisplayDescription => displayDescription;

    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState => updateState;

    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand => executeCommand;

    public IReadOnlyList<InteractionInput> Arguments { get; } = arguments ?? [];

    public Func<InputsDialogValidationContext, Task>? ValidateArguments => validateArguments;

    public string? ConfirmationMessage => confirmationMessage;

    public string? IconName => iconName;

    public IconVariant? IconVariant => iconVariant;

    public bool IsHighlighted => isHighlighted;

    public ResourceCommandVisibility Visibility => visibility;

    internal ResourceCommandSnapshot ToSnapshot(CustomResourceSnapshot snapshot, IServiceProvider services) =>
        new(Name, UpdateState(new UpdateCommandStateContext { ResourceSnapshot = snapshot, Services = services }), DisplayName, DisplayDescription, Parameter: null, ConfirmationMessage, IconName, IconVariant, IsHighlighted)
        {
            Arguments = Arguments,
            Visibility = Visibility,
        };
}

public sealed record ResourceCommandSnapshot(
    string Name,
    ResourceCommandState State,
    string DisplayName,
    string? DisplayDescription,
    object? Parameter,
    string? ConfirmationMessage,
    string? IconName,
    IconVariant? IconVariant,
    bool IsHighlighted)
{
    public IReadOnlyList<InteractionInput> Arguments { get; init; } = [];

    public ResourceCommandVisibility Visibility { get; init; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;
}
