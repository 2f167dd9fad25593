using System.Security.Cryptography;
using System.Text;

namespace Aspire.Dashboard.Access;

/// <summary>The secrets of one run: whoever knows the first may open the page, whoever knows the last may send telemetry.</summary>
/// <param name="Token">Part of the address that is printed.</param>
/// <param name="Session">The cookie's value once the token was shown, so that the token itself is kept nowhere else.</param>
/// <param name="Otlp">What the processes are given.</param>
internal sealed record AccessKeys(string Token, string Session, string Otlp)
{
    private const int Bytes = 16;

    public static AccessKeys Create() => new(NewKey(), NewKey(), NewKey());

    /// <summary>Compares in the same time however much of it is right.</summary>
    public static bool Matches(string key, string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(given));

    private static string NewKey() => RandomNumberGenerator.GetHexString(2 * Bytes, lowercase: true);
}
