using System.Text;

namespace Aspire.Hosting.Engine;

internal static class CommandLine
{
    /// <summary>The arguments of a command line as <c>dotnet run</c> reads it: divided at spaces outside of double quotes; <c>\"</c> is a quote.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var arguments = new List<string>();
        var current = new StringBuilder();
        var (quoted, any) = (false, false);

        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when i + 1 < text.Length && text[i + 1] == '"':
                    current.Append(text[++i]);
                    any = true;
                    break;
                case '"':
                    quoted = !quoted;
                    any = true;
                    break;
                case ' ' or '\t' when !quoted:
                    if (any)
                    {
                        arguments.Add(current.ToString());
                        current.Clear();
                        any = false;
                    }

                    break;
                default:
                    current.Append(text[i]);
                    any = true;
                    break;
            }
        }

        if (any)
        {
            arguments.Add(current.ToString());
        }

        return arguments;
    }
}
