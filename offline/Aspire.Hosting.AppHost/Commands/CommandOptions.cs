namespace Aspire.Hosting.ApplicationModel;

public class CommandOptions
{
    private IReadOnlyList<InteractionInput> _arguments = [];

    public string? Description { get; set; }

    public IReadOnlyList<InteractionInput> Arguments
    {
        get => _arguments;
        set => _arguments = value ?? [];
    }

    /// <summary>Checks the arguments further, when each by itself is as its <see cref="InteractionInput"/> says.</summary>
    public Func<InputsDialogValidationContext, Task>? ValidateArguments { get; set; }

    public ResourceCommandVisibility Visibility { get; set; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;

    public string? ConfirmationMessage { get; set; }

    public string? IconName { get; set; }

    public IconVariant? IconVariant { get; set; }

    public bool IsHighlighted { get; set; }

    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}

public enum IconVariant
{
    Regular,
    Filled,
}

public enum ResourceCommandState
{
    Enabled,
    Disabled,
    Hidden,
}

[Flags]
public enum ResourceCommandVisibility
{
    None = 0,
    UI = 1,
    Api = 2,
}

public sealed class UpdateCommandStateContext
{
    public required CustomResourceSnapshot ResourceSnapshot { get; init; }

    public required IServiceProvider Services { get; init; }
}
