namespace Playlist.Browsing;

/// <summary>The system's own browser: Playwright's would have to be downloaded.</summary>
public static class Chromium
{
    public const string HowToInstall =
        "Chromium is missing: install the package chromium (Debian: apt-get install chromium), or set CHROMIUM to the path of a Chromium or Chrome that is no snap.";

    public static string? Path { get; } = Find(Environment.GetEnvironmentVariable("CHROMIUM"), Environment.GetEnvironmentVariable("PATH"));

    /// <returns>The one named, else the first <c>chromium</c> in the folders, which colons separate.</returns>
    public static string? Find(string? named, string? folders) => named is { Length: > 0 }
        ? named
        : (folders ?? "").Split(':').Select(folder => System.IO.Path.Combine(folder, "chromium")).FirstOrDefault(path => File.Exists(path) && !IsSnap(path));

    // A snap's program is a link to snap, and has neither the profile nor the pipe that Playwright gives it.
    private static bool IsSnap(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.Name == "snap";
}
