using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Playlist.Protocol.Songs;
using Playlist.Server.Songs;

namespace Playlist.Server.Tests.Limits;

/// <summary>The table of limits in docs/song-protocol.md, section 7, and the options agree.</summary>
public sealed partial class DocumentationTests
{
    private static readonly PropertyInfo[] Options = [.. typeof(SongServerOptions).GetProperties().Where(property => property.CanWrite)];

    [Fact]
    public void The_table_has_every_option_in_order_with_its_default_and_range()
    {
        var defaults = new SongServerOptions();
        var expected = Options.Select(option => (option.Name, Text(option.GetValue(defaults)), Range(option)));

        Assert.Equal(expected, Rows().Select(row => (row[0], row[2], row[3])));
    }

    [Fact]
    public void The_table_names_error_codes_that_there_are()
    {
        var codes = typeof(SongErrorCodes).GetFields().Select(field => (string)field.GetValue(null)!).ToHashSet();

        Assert.All(Rows().Select(row => row[4]).Where(code => code.Length > 0), code => Assert.Contains(code, codes));
    }

    private static string Range(PropertyInfo option) => option.GetCustomAttribute<RangeAttribute>() is { } range ? $"{Text(range.Minimum)} to {Text(range.Maximum)}" : "an IP address";

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    /// <returns>The cells of the rows that begin with an option's name, without their back quotes.</returns>
    private static List<string[]> Rows() =>
        [.. File.ReadLines(Path.Combine(RepositoryRoot(), "docs", "song-protocol.md"))
            .SkipWhile(line => !line.StartsWith("## 7.", StringComparison.Ordinal))
            .Where(line => OptionRow().IsMatch(line))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Replace("`", "", StringComparison.Ordinal).Trim()).ToArray())];

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PlaylistAspire.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"PlaylistAspire.sln is in no folder above {AppContext.BaseDirectory}: run these tests from where they were built.");
    }

    [GeneratedRegex(@"^\| `[A-Z]")]
    private static partial Regex OptionRow();
}
