using System.Globalization;
using System.Security;
using System.Text;

namespace Playlist.Testing;

/// <summary>A picture (SVG) of what a terminal shows.</summary>
public static class ScreenPicture
{
    private const int CellWidth = 9;
    private const int CellHeight = 18;
    private const int Baseline = 14;
    private const int Margin = 12;
    private const string Ground = "#16181d";
    private const string Text = "#d7dae0";

    private static readonly string[] Colours =
    [
        "#16181d", "#e06c75", "#7bc275", "#d8b36a", "#61afef", "#c678dd", "#4fc1c9", "#d7dae0",
        "#7f848e", "#ff7b85", "#98d890", "#f0cd85", "#80c4ff", "#dd95f0", "#6fdde5", "#ffffff",
    ];

    /// <summary>Writes <paramref name="name"/>.svg to the folder that the variable PICTURES names, or beside the tests.</summary>
    public static Task SaveAsync(string name, IReadOnlyList<IReadOnlyList<ScreenCell>> cells, int columns, CancellationToken cancellationToken)
    {
        var folder = Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } wanted ? wanted : Path.Combine(AppContext.BaseDirectory, "pictures");
        Directory.CreateDirectory(folder);
        return File.WriteAllTextAsync(Path.Combine(folder, name + ".svg"), Draw(cells, columns), cancellationToken);
    }

    public static string Draw(IReadOnlyList<IReadOnlyList<ScreenCell>> cells, int columns)
    {
        var (width, height) = ((columns * CellWidth) + (2 * Margin), (cells.Count * CellHeight) + (2 * Margin));
        var picture = new StringBuilder();
        Append(picture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\">\n");
        Append(picture, $"<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{Ground}\"/>\n");
        foreach (var (row, index) in cells.Select((row, index) => (row, index)))
        {
            DrawRow(picture, row, Margin + (index * CellHeight));
        }

        return picture.Append("</svg>\n").ToString();
    }

    /// <summary>Cells that look the same are one text, of the width that they have in the terminal.</summary>
    private static void DrawRow(StringBuilder picture, IReadOnlyList<ScreenCell> row, int y)
    {
        for (var first = 0; first < row.Count;)
        {
            var style = row[first].Style;
            var end = first;
            while (end < row.Count && row[end].Style == style)
            {
                end++;
            }

            var (x, width) = (Margin + (first * CellWidth), (end - first) * CellWidth);
            var text = string.Concat(row.Skip(first).Take(end - first).Select(cell => cell.Text));
            var colour = style.Colour is { } number ? Colours[number] : Text;
            if (style.Inverse)
            {
                Append(picture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{CellHeight}\" fill=\"{colour}\"/>\n");
            }

            if (text.Trim().Length > 0)
            {
                var look = $"fill=\"{(style.Inverse ? Ground : colour)}\"{(style.Bold ? " font-weight=\"bold\"" : "")}{(style.Dim ? " opacity=\"0.65\"" : "")}";
                Append(picture, $"<text x=\"{x}\" y=\"{y + Baseline}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" {look}>{SecurityElement.Escape(text)}</text>\n");
            }

            first = end;
        }
    }

    private static void Append(StringBuilder picture, FormattableString text) => picture.Append(text.ToString(CultureInfo.InvariantCulture));
}
