using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Aspire.Hosting;

/// <summary>One argument that a command asks for.</summary>
public sealed class InteractionInput
{
    private readonly int? _maxLength;

    public required string Name { get; init; }

    public required InputType InputType { get; init; }

    public string? Label { get; init; }

    public string? Description { get; init; }

    public string? Placeholder { get; init; }

    public bool Required { get; init; }

    public bool Disabled { get; set; }

    /// <summary>Key and text of each choice.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Options { get; set; }

    public bool AllowCustomChoice { get; init; }

    public string? Value { get; set; }

    public int? MaxLength
    {
        get => _maxLength;
        init
        {
            if (value is { } length)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, 0);
            }

            _maxLength = value;
        }
    }

    internal List<string> ValidationErrors { get; } = [];

    internal InteractionInput WithValue(string? value) => new()
    {
        Name = Name,
        InputType = InputType,
        Label = Label,
        Description = Description,
        Placeholder = Placeholder,
        Required = Required,
        Disabled = Disabled,
        Options = Options,
        AllowCustomChoice = AllowCustomChoice,
        MaxLength = MaxLength,
        Value = value,
    };
}

public enum InputType
{
    Text,
    SecretText,
    Choice,
    Boolean,
    Number,
}

/// <summary>Arguments in their order, and by name without regard to case.</summary>
/// <exception cref="InvalidOperationException">Two have the same name.</exception>
[DebuggerDisplay("Count = {Count}")]
public sealed class InteractionInputCollection : IReadOnlyList<InteractionInput>
{
    private readonly List<InteractionInput> _inputs;
    private readonly Dictionary<string, InteractionInput> _byName = new(StringComparer.OrdinalIgnoreCase);

    public InteractionInputCollection(IReadOnlyList<InteractionInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);

        _inputs = [.. inputs];
        foreach (var input in _inputs)
        {
            if (!_byName.TryAdd(input.Name, input))
            {
                throw new InvalidOperationException($"Two inputs are named '{input.Name}'.");
            }
        }
    }

    public int Count => _inputs.Count;

    public IEnumerable<string> Names => _byName.Keys;

    public InteractionInput this[int index] => _inputs[index];

    /// <exception cref="KeyNotFoundException">There is no input of this name.</exception>
    public InteractionInput this[string name] => TryGetByName(name, out var input) ? input : throw new KeyNotFoundException($"There is no input named '{name}'.");

    public bool TryGetByName(string name, [NotNullWhen(true)] out InteractionInput? input) => _byName.TryGetValue(name, out input);

    public bool ContainsName(string name) => _byName.ContainsKey(name);

    public string? GetString(string name) => this[name].Value;

    public bool GetBoolean(string name) => bool.Parse(Needed(name));

    public int GetInt32(string name) => int.Parse(Needed(name), CultureInfo.InvariantCulture);

    public double GetDouble(string name) => double.Parse(Needed(name), NumberStyles.Float, CultureInfo.InvariantCulture);

    public InteractionInput[] ToArray() => [.. _inputs];

    public IEnumerator<InteractionInput> GetEnumerator() => _inputs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string Needed(string name) => GetString(name) ?? throw new InvalidOperationException($"The input '{name}' has no value.");
}

public sealed class InputsDialogValidationContext
{
    public required InteractionInputCollection Inputs { get; init; }

    public required IServiceProvider Services { get; init; }

    public required CancellationToken CancellationToken { get; init; }

    internal bool HasErrors { get; private set; }

    public void AddValidationError(InteractionInput input, string errorMessage)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentException.ThrowIfNullOrEmpty(errorMessage);

        input.ValidationErrors.Add(errorMessage);
        HasErrors = true;
    }

    public void AddValidationError(string inputName, string errorMessage) => AddValidationError(Inputs[inputName], errorMessage);
}
