using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Xml.Linq;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Serving.Covers;

/// <summary>A picture for an album that has none: its initials on two colours. All songs of an album get the same, at any time.</summary>
internal sealed record GeneratedCover(byte[] Svg, string Etag)
{
    public const string MediaType = "image/svg+xml";

    private const string Note = "♪";

    // So dark that white stands out on every hue: at least 4.5 to 1, as WCAG 2.2 asks for (level AA).
    private const double Saturation = 0.45;
    private const double Lightness = 0.3;

    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    public static GeneratedCover Of(SongDetails song)
    {
        var name = string.IsNullOrWhiteSpace(song.Album) ? song.Title : song.Album;
        var hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{name}\0{song.AlbumArtist ?? song.Artist}"));
        var hue = (int)(hash % 360);
        var otherHue = hue + 40 + (int)((hash >> 32) % 80);

        // XML escapes what it must.
        var svg = new XElement(
            Namespace + "svg",
            new XAttribute("viewBox", "0 0 100 100"),
            new XElement(
                Namespace + "linearGradient",
                new XAttribute("id", "g"),
                new XAttribute("x2", "1"),
                new XAttribute("y2", "1"),
                new XElement(Namespace + "stop", new XAttribute("stop-color", Color(hue))),
                new XElement(Namespace + "stop", new XAttribute("offset", "1"), new XAttribute("stop-color", Color(otherHue)))),
            new XElement(Namespace + "rect", new XAttribute("width", "100"), new XAttribute("height", "100"), new XAttribute("fill", "url(#g)")),
            new XElement(
                Namespace + "text",
                new XAttribute("x", "50"),
                new XAttribute("y", "53"),
                new XAttribute("fill", "#fff"),
                new XAttribute("font-family", "system-ui, sans-serif"),
                new XAttribute("font-size", "40"),
                new XAttribute("text-anchor", "middle"),
                new XAttribute("dominant-baseline", "middle"),
                Initials(name)));
        var bytes = Encoding.UTF8.GetBytes(svg.ToString(SaveOptions.DisableFormatting));
        return new GeneratedCover(bytes, XxHash3.HashToUInt64(bytes).ToString("x16", CultureInfo.InvariantCulture));
    }

    /// <summary>The first letters or digits of the first two words: <c>Cruel Summer</c> → <c>CS</c>.</summary>
    private static string Initials(string name)
    {
        var initials = new List<Rune>();
        var inWord = false;
        foreach (var rune in name.EnumerateRunes())
        {
            var isLetter = Rune.IsLetterOrDigit(rune);
            if (isLetter && !inWord)
            {
                initials.Add(Rune.ToUpperInvariant(rune));
            }

            // Marks belong to the letter before them, and an apostrophe to its word.
            inWord = isLetter || (inWord && (rune.Value is '\'' or '’' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark));
            if (initials.Count == 2)
            {
                break;
            }
        }

        return initials.Count == 0 ? Note : string.Concat(initials);
    }

    /// <summary>A hue in degrees as <c>#2a6f6f</c> (the conversion from HSL of CSS Color 4, section 7.1).</summary>
    private static string Color(int hue)
    {
        return $"#{Channel(0):x2}{Channel(8):x2}{Channel(4):x2}";

        int Channel(int n)
        {
            var k = (n + (hue / 30.0)) % 12;
            return (int)Math.Round(255 * (Lightness - (Saturation * Math.Min(Lightness, 1 - Lightness) * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1)))));
        }
    }
}
