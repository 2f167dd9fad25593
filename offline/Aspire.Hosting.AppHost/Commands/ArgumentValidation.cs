using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

internal static class ArgumentValidation
{
    // What Aspire allows where no other length is given.
    private const int DefaultMaxLength = 8000;

    /// <summary>The command's arguments with the given values; a value that the command does not ask for is dropped.</summary>
    public static InteractionInputCollection Fill(ResourceCommandAnnotation command, InteractionInputCollection given) => command.Arguments.Count == 0
        ? given
        : new InteractionInputCollection([.. command.Arguments.Select(argument => argument.WithValue(given.TryGetByName(argument.Name, out var input) ? input.Value : argument.Value))]);

    public static async Task<bool> IsValidAsync(ResourceCommandAnnotation command, InteractionInputCollection arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        var context = new InputsDialogValidationContext { Inputs = arguments, Services = services, CancellationToken = cancellationToken };
        foreach (var argument in arguments.Where(argument => !argument.Disabled))
        {
            if (argument.InputType != InputType.SecretText)
            {
                argument.Value = argument.Value?.Trim();
            }

            if (FindProblem(argument) is { } problem)
            {
                context.AddValidationError(argument, problem);
            }
        }

        if (!context.HasErrors && command.ValidateArguments is { } validate)
        {
            await validate(context);
        }

        return !context.HasErrors;
    }

    private static string? FindProblem(InteractionInput argument) => (argument.InputType, argument.Value) switch
    {
        (_, null or "") => argument.Required ? "Value is required." : null,
        (InputType.Text or InputType.SecretText, var text) when text.Length > (argument.MaxLength ?? DefaultMaxLength) => $"Value has more than {argument.MaxLength ?? DefaultMaxLength} characters.",
        (InputType.Choice, var text) when !argument.AllowCustomChoice && argument.Options?.Any(option => option.Key == text) is false => "Value must be one of the choices.",
        (InputType.Boolean, var text) when !bool.TryParse(text, out _) => "Value must be true or false.",
        (InputType.Number, var text) when !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => "Value must be a number.",
        _ => null,
    };
}
