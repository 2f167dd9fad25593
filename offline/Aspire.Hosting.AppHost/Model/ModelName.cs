namespace Aspire.Hosting.ApplicationModel;

internal static class ModelName
{
    private const int MaxLength = 64;

    /// <summary>Names are ASCII letters, digits and single hyphens between them, start with a letter and have at most 64 characters.</summary>
    public static string Validate(string kind, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);

        var problem = name switch
        {
            { Length: > MaxLength } => $"must be at most {MaxLength} characters long",
            _ when !char.IsAsciiLetter(name[0]) => "must start with an ASCII letter",
            _ when !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') => "must contain only ASCII letters, digits, and hyphens",
            _ when name.EndsWith('-') => "cannot end with a hyphen",
            _ when name.Contains("--", StringComparison.Ordinal) => "cannot contain consecutive hyphens",
            _ => null,
        };

        return problem is null ? name : throw new ArgumentException($"{kind} name '{name}' is invalid: it {problem}.", nameof(name));
    }

    public static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
