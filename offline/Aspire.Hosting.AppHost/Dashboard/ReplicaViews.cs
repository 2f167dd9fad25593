using System.Collections;
using System.Globalization;
using Aspire.Dashboard.Resources;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

internal static class ReplicaViews
{
    public static ReplicaView Create(ResourceEvent current)
    {
        var snapshot = current.Snapshot;
        return new ReplicaView(
            current.ResourceId,
            snapshot.State?.Text,
            snapshot.State?.Style,
            snapshot.HealthStatus?.ToString(),
            [.. snapshot.HealthReports.Select(report => new HealthReportView(report.Name, report.Status?.ToString(), report.Description, report.LastRunAt))],
            snapshot.ExitCode,
            snapshot.StartTimeStamp,
            snapshot.StopTimeStamp,
            Restarts: Math.Max(0, snapshot.Starts - 1),
            [.. snapshot.Urls.Where(url => !url.IsInternal).Select(url => new UrlView(url.Name, url.Url, url.DisplayProperties.DisplayName, url.IsInactive))],
            [.. snapshot.Properties.Select(property => new PropertyView(property.Name, Text(property.Value)))],
            [.. snapshot.EnvironmentVariables.OrderBy(variable => variable.Name, StringComparer.Ordinal).Select(variable => new PropertyView(variable.Name, variable.Value ?? ""))],
            [.. snapshot.Commands.Where(command => command.Visibility.HasFlag(ResourceCommandVisibility.UI)).Select(Create)]);
    }

    private static CommandView Create(ResourceCommandSnapshot command) => new(
        command.Name,
        command.DisplayName,
        command.DisplayDescription,
        command.State.ToString(),
        command.ConfirmationMessage,
        command.IsHighlighted,
        [.. command.Arguments.Select(Create)]);

    private static ArgumentView Create(InteractionInput argument) => new(
        argument.Name,
        argument.Label ?? argument.Name,
        argument.Description,
        argument.Placeholder,
        argument.InputType.ToString(),
        argument.Required,
        argument.Disabled,
        argument.MaxLength,
        argument.Value,
        [.. argument.Options?.Select(option => new OptionView(option.Key, option.Value)) ?? []],
        argument.AllowCustomChoice);

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        IEnumerable parts => string.Join(' ', parts.Cast<object>()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
