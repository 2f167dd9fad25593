using System.Diagnostics;

namespace Playlist.Testing;

/// <summary>A disk of its own, in memory, that can be filled.</summary>
public sealed class SmallDisk : IDisposable
{
    // xunit.v3 takes any exception whose message begins so for a skipped test.
    private const string Skip = "$XunitDynamicSkip$";

    private const int Megabyte = 1024 * 1024;

    private readonly int _bytes;

    private SmallDisk(DirectoryInfo folder, int bytes) => (Folder, _bytes) = (folder, bytes);

    public DirectoryInfo Folder { get; }

    private string Filler => Path.Combine(Folder.FullName, "filler");

    /// <remarks>Skips the test where this user may not mount.</remarks>
    public static SmallDisk Mount(int bytes = 2 * Megabyte)
    {
        var folder = Directory.CreateTempSubdirectory("playlist-disk-");
        if (!OperatingSystem.IsLinux() || !Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "playlist", folder.FullName))
        {
            folder.Delete();
            throw new InvalidOperationException($"{Skip}A small disk cannot be mounted here: run the tests as root on Linux, outside of a container that forbids it.");
        }

        return new SmallDisk(folder, bytes);
    }

    public void Fill()
    {
        using var filler = File.Create(Filler);
        try
        {
            // In small steps, so that nothing is left.
            for (var step = 0; step <= _bytes / 4096; step++)
            {
                filler.Write(new byte[4096]);
                filler.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        Run("umount", "--lazy", Folder.FullName);
        Folder.Delete();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process!.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
