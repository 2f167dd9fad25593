namespace Playlist.Otlp.Decoding;

/// <summary>Gives equal strings as one, for what is received over and over: keys, names, short values.</summary>
/// <remarks>Each string has one slot, by its hash, that the last one put there owns. So the pool is bounded, needs no lock,
/// and a string in frequent use is soon back in its slot after another took it.</remarks>
internal static class StringPool
{
    public const int MaxLength = 64;

    private static readonly string?[] Slots = new string?[8192];

    /// <returns>An equal string; <paramref name="text"/> itself when it is longer than <see cref="MaxLength"/>.</returns>
    public static string Intern(string text)
    {
        if (text.Length > MaxLength)
        {
            return text;
        }

        ref var slot = ref Slots[text.GetHashCode() & (Slots.Length - 1)];
        var pooled = Volatile.Read(ref slot);
        if (pooled == text)
        {
            return pooled;
        }

        Volatile.Write(ref slot, text);
        return text;
    }
}
