using System.Numerics;
using Playlist.Server.Library.Listing;

namespace Playlist.Server.Library.Searching;

/// <summary>Finds the title, or <c>Title - Artist</c>, that a few slips of the finger could have turned into the name asked for.</summary>
internal sealed class ClosestName
{
    private const string Between = " - ";
    private const int MaxSlips = 3;

    private readonly SongTable _songs;
    private readonly NameShape[] _titles;
    private readonly NameShape[] _artists;

    /// <param name="titles">Folded, one for each song.</param>
    public ClosestName(SongTable songs, string[] titles)
    {
        _songs = songs;
        _titles = Array.ConvertAll(titles, NameShape.Of);
        _artists = [.. songs.Artists.Folded.Select(NameShape.Of)];
    }

    /// <param name="folded">See <see cref="SongName.Fold"/>.</param>
    public string? To(string folded)
    {
        if (folded.Length is 0 or > EditDistance.MaxLength)
        {
            return null;
        }

        string? closest = null;
        var shape = NameShape.Of(folded);
        var between = NameShape.Of(Between);
        var most = Math.Clamp(folded.Length / 4, 1, MaxSlips);
        for (var number = 0; number < _titles.Length && most >= 0; number++)
        {
            var song = _songs.Songs[number];
            Consider(_titles[number], song.Tags.Title);
            if (_songs.Artist[number] is var artist and not NameTable.None && shape.IsWithin(most, _titles[number].With(between).With(_artists[artist])))
            {
                Consider(shape, song.FullName);
            }
        }

        return closest;

        void Consider(NameShape candidate, string name)
        {
            // Most names are too different for it to be worth while to compare them letter by letter.
            if (shape.IsWithin(most, candidate) && SongName.Fold(name) is { Length: <= EditDistance.MaxLength } other && EditDistance.Between(folded, other, most) is var distance && distance <= most)
            {
                (closest, most) = (name, distance - 1);
            }
        }
    }

    /// <param name="Letters">One bit for each letter in it, of which several share a bit.</param>
    private readonly record struct NameShape(ulong Letters, int Length)
    {
        public static NameShape Of(string folded)
        {
            var letters = 0ul;
            foreach (var letter in folded)
            {
                letters |= 1ul << (letter % 64);
            }

            return new(letters, folded.Length);
        }

        public NameShape With(NameShape next) => new(Letters | next.Letters, Length + next.Length);

        /// <summary>Whether so many slips may turn one into the other: each puts in one letter at most, and takes out another.</summary>
        public bool IsWithin(int slips, NameShape other) =>
            Math.Abs(Length - other.Length) <= slips && BitOperations.PopCount(Letters ^ other.Letters) <= 2 * slips;
    }
}
