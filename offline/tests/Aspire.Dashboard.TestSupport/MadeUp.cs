using Aspire.Dashboard.Resources;

namespace Aspire.Dashboard.TestSupport;

/// <summary>Resources that a test makes up.</summary>
internal static class MadeUp
{
    /// <summary>A resource of one process, <c>name-x</c>, that runs and is healthy.</summary>
    public static ResourceView Resource(string name, params CommandView[] commands) => new(name, "Project", [Replica($"{name}-x", commands)]);

    public static ReplicaView Replica(string id, params CommandView[] commands) => new(
        id,
        State: "Running",
        StateStyle: "success",
        Health: "Healthy",
        HealthReports: [],
        ExitCode: null,
        Started: DateTime.UnixEpoch,
        Stopped: null,
        Restarts: 0,
        Urls: [],
        Properties: [],
        Environment: [],
        commands);

    public static CommandView Command(string name, string? confirmation = null, params ArgumentView[] arguments) =>
        new(name, DisplayName: name, Description: null, State: "Enabled", confirmation, Highlighted: true, arguments);

    public static ArgumentView Argument(string name, string type, params OptionView[] options) => new(
        name,
        Label: name,
        Description: null,
        Placeholder: null,
        type,
        Required: false,
        Disabled: false,
        MaxLength: null,
        Value: null,
        options,
        AllowCustom: false);
}
