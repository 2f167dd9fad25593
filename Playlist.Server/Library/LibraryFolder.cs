using Microsoft.Extensions.Options;
using Microsoft.Win32.SafeHandles;

namespace Playlist.Server.Library;

/// <summary>The folder tree with the songs: nothing outside of it is ever read.</summary>
internal sealed class LibraryFolder(IOptions<LibraryOptions> options)
{
    public const string Setting = $"{LibraryOptions.SectionName}:{nameof(LibraryOptions.Path)}";

    /// <summary>The tunes that come with the program.</summary>
    public static string Tunes => Path.Combine(AppContext.BaseDirectory, "Library", "Tunes");

    /// <summary>Absolute. When it is a link, what that leads to.</summary>
    public string Root { get; } = Resolve(string.IsNullOrWhiteSpace(options.Value.Path) ? Tunes : Path.GetFullPath(options.Value.Path));

    /// <param name="path">Within the library, with <c>/</c> between the folders; empty is the library itself.</param>
    /// <returns>Absolute. What is there may not be: nothing, or what it is only through a link.</returns>
    /// <exception cref="IOException">It would lead out of the library.</exception>
    public string FullPath(string path)
    {
        if (path.Length == 0)
        {
            return Root;
        }

        var names = path.Split('/');
        foreach (var name in names)
        {
            if (name is "" or "." or ".." || name.Contains('\0', StringComparison.Ordinal) || (OperatingSystem.IsWindows() && name.AsSpan().ContainsAny('\\', ':')))
            {
                throw new IOException($"'{path}' is no path within the library.");
            }
        }

        return Path.Combine([Root, .. names]);
    }

    /// <summary>The path within the library of something that is in it.</summary>
    public string PathOf(string fullPath) => Path.GetRelativePath(Root, fullPath).Replace(Path.DirectorySeparatorChar, '/') is var path && path != "." ? path : "";

    /// <summary>Opens a file to be read, shared with everyone: a lock would keep other programs from tagging or replacing it.</summary>
    /// <param name="path">Within the library.</param>
    /// <exception cref="IOException">It cannot be read, is not there, or is there only through a link.</exception>
    public SafeFileHandle Open(string path, FileOptions fileOptions = FileOptions.None)
    {
        var fullPath = FullPath(path);
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, fileOptions);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException("The file may not be read: give the server's user the right to.", exception);
        }

        // After the opening: a link that was put in its place before that is still there.
        if (IsLinked(path))
        {
            handle.Dispose();
            throw new IOException($"'{path}' is reached through a link: links are not followed.");
        }

        return handle;
    }

    private bool IsLinked(string path)
    {
        var reached = Root;
        return path.Split('/').Any(name => (File.GetAttributes(reached = Path.Combine(reached, name)) & FileAttributes.ReparsePoint) != 0);
    }

    private static string Resolve(string root)
    {
        try
        {
            return Directory.ResolveLinkTarget(root, returnFinalTarget: true)?.FullName ?? root;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Told when it is looked through.
            return root;
        }
    }
}
