using System.Globalization;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

public class ReferenceExpressionBuilder
{
    private readonly StringBuilder _format;
    private readonly List<IValueProvider> _valueProviders;
    private readonly List<string?> _stringFormats;

    public ReferenceExpressionBuilder()
        : this(literalLength: 0, formattedCount: 0)
    {
    }

    internal ReferenceExpressionBuilder(int literalLength, int formattedCount)
    {
        _format = new StringBuilder(literalLength);
        _valueProviders = new List<IValueProvider>(formattedCount);
        _stringFormats = new List<string?>(formattedCount);
    }

    public bool IsEmpty => _format.Length == 0;

    public void AppendLiteral(string value) =>
        _format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    public void AppendFormatted(string? value) => AppendFormatted(value, null);

    public void AppendFormatted(string? value, string? format = null) =>
        AppendLiteral(format == "uri" ? Uri.EscapeDataString(value ?? "") : value ?? "");

    public void AppendFormatted<T>(T valueProvider)
        where T : IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider, null);

    public void AppendFormatted<T>(T valueProvider, string? format)
        where T : IValueProvider, IManifestExpressionProvider
    {
        _format.Append(CultureInfo.InvariantCulture, $"{{{_valueProviders.Count}}}");
        _valueProviders.Add(valueProvider);
        _stringFormats.Add(format);
    }

    public ReferenceExpression Build() => new(_format.ToString(), [.. _valueProviders], [.. _stringFormats]);
}
