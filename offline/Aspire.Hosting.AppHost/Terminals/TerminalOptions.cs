using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The size that a resource's terminal begins with.</summary>
[Experimental("ASPIRETERMINAL001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class TerminalOptions
{
    private int _columns = 120;
    private int _rows = 30;

    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public int Columns
    {
        get => _columns;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _columns = value;
        }
    }

    /// <inheritdoc cref="Columns" path="/exception"/>
    public int Rows
    {
        get => _rows;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _rows = value;
        }
    }
}

/// <summary>That a resource is to have a terminal.</summary>
internal sealed class TerminalAnnotation : IResourceAnnotation;
