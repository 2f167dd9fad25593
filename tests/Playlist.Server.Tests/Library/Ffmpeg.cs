using System.Diagnostics;
using Playlist.Server.Library.Tags;

namespace Playlist.Server.Tests.Library;

/// <summary>Makes real files.</summary>
internal static class Ffmpeg
{
    /// <summary>Writes a second of a tone, in the format that the name ends with, with a few tags.</summary>
    public static async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        Assert.SkipUnless(FfprobeTags.IsInstalled, "ffmpeg, which makes the files, is not installed: install it, on Debian and Ubuntu with apt-get install ffmpeg.");
        var start = new ProcessStartInfo("ffmpeg", [
            "-loglevel", "error", "-nostdin", "-f", "lavfi", "-i", "sine=duration=1",
            "-metadata", "title=Déjà Vu", "-metadata", "artist=AC/DC", "-metadata", "album=Demo", "-metadata", "track=3/12", "-metadata", "date=2019", "-metadata", "genre=Pop",
            .. path.EndsWith(".mp3", StringComparison.Ordinal) ? new[] { "-id3v2_version", "3" } : [], path])
        {
            RedirectStandardError = true,
        };
        using var ffmpeg = Process.Start(start)!;
        var errors = await ffmpeg.StandardError.ReadToEndAsync(cancellationToken);
        await ffmpeg.WaitForExitAsync(cancellationToken);
        Assert.SkipUnless(ffmpeg.ExitCode == 0, $"This ffmpeg cannot write {Path.GetExtension(path)}: {errors}");
    }
}
