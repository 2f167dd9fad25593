namespace Aspire.Dashboard.Resources;

/// <param name="State"><c>Enabled</c>, <c>Disabled</c> or <c>Hidden</c>.</param>
/// <param name="Confirmation">What to ask before it is executed.</param>
internal sealed record CommandView(string Name, string DisplayName, string? Description, string State, string? Confirmation, bool Highlighted, IReadOnlyList<ArgumentView> Arguments);

/// <param name="Type"><c>Text</c>, <c>SecretText</c>, <c>Choice</c>, <c>Boolean</c> or <c>Number</c>.</param>
/// <param name="Options">The choices; other texts are allowed with <paramref name="AllowCustom"/>.</param>
internal sealed record ArgumentView(
    string Name,
    string Label,
    string? Description,
    string? Placeholder,
    string Type,
    bool Required,
    bool Disabled,
    int? MaxLength,
    string? Value,
    IReadOnlyList<OptionView> Options,
    bool AllowCustom);

internal sealed record OptionView(string Key, string Text);

/// <param name="Errors">By argument, what is wrong with it; the command was not executed when there are any.</param>
/// <param name="Format">Of <paramref name="Data"/>: <c>Text</c>, <c>Json</c> or <c>Markdown</c>.</param>
internal sealed record CommandOutcome(bool Success, bool Canceled, string? Message, string? Data, string? Format, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors);
