using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random text, made when it is first asked for.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    public int MinLength { get; set; }

    public bool Lower { get; set; } = true;

    public bool Upper { get; set; } = true;

    public bool Numeric { get; set; } = true;

    public bool Special { get; set; } = true;

    // Letters that are easily taken for one another are left out.
    public override string GetDefaultValue() => RandomNumberGenerator.GetString(
        string.Concat(
            Lower ? "abcdefghjkmnpqrstuvwxyz" : "",
            Upper ? "ABCDEFGHJKMNPQRSTUVWXYZ" : "",
            Numeric ? "0123456789" : "",
            Special ? "-_.{}~()*+!" : ""),
        MinLength);
}

/// <summary>A default that is kept in the AppHost's user secrets once it was made, so that the next run finds the same.</summary>
internal sealed class KeptParameterDefault(ParameterDefault inner, string name, UserSecrets? userSecrets) : ParameterDefault
{
    public override string GetDefaultValue()
    {
        var value = inner.GetDefaultValue();
        return userSecrets?.GetOrSet($"Parameters:{name}", value) ?? value;
    }
}
