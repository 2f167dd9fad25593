using System.IO.Enumeration;
using Playlist.Protocol.Library;
using Playlist.Server.Library.Covers;

namespace Playlist.Server.Library.Scanning;

/// <param name="Path">Within the library.</param>
/// <param name="CoverBeside">There is a picture for it in its folder.</param>
internal readonly record struct ListedFile(string Path, long Bytes, DateTimeOffset Modified, bool CoverBeside);

/// <summary>What is in the library's folder, or in parts of it: audio files that are not hidden, and no links.</summary>
internal sealed class FolderListing(LibraryFolder folder)
{
    private static readonly EnumerationOptions All = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly List<ListedFile> _files = [];
    private readonly List<SkippedFile> _unreadable = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly HashSet<string> _parts = new(StringComparer.Ordinal);

    /// <summary>By path, folder for folder.</summary>
    public IReadOnlyList<ListedFile> Files => _files;

    /// <summary>The folders that cannot be read, with a <c>/</c> at the end.</summary>
    public IReadOnlyList<SkippedFile> Unreadable => _unreadable;

    public bool Has(string path) => _paths.Contains(path);

    /// <summary>Whether what is not listed of these parts is gone: a folder that cannot be read tells nothing.</summary>
    public bool Covers(string path) => IsIn(path) && !_unreadable.Exists(unreadable => path.StartsWith(unreadable.Path, StringComparison.Ordinal));

    /// <param name="path">A file, a folder, or nothing any more; empty is the whole library.</param>
    public void Add(string path, CancellationToken cancellationToken)
    {
        _parts.Add(path);
        if (IsHiddenOrLinked(path))
        {
            return;
        }

        var fullPath = folder.FullPath(path);
        if (Directory.Exists(fullPath))
        {
            AddFolder(path, cancellationToken);
        }
        else if (MediaTypes.IsAudio(path) && new FileInfo(fullPath) is { Exists: true } file)
        {
            Add(new ListedFile(path, file.Length, file.LastWriteTimeUtc, Entries(Parent(path), _ => { }).Exists(entry => entry.IsCover)));
        }
        else if (CoverNames.IndexOf(Path.GetFileName(path)) >= 0)
        {
            // It is of the songs beside it.
            AddFiles(Parent(path), Entries(Parent(path), _ => { }));
        }
    }

    private bool IsIn(string path)
    {
        if (_parts.Contains("") || _parts.Contains(path))
        {
            return true;
        }

        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (_parts.Contains(path[..end]))
            {
                return true;
            }
        }

        return false;
    }

    private void AddFolder(string path, CancellationToken cancellationToken)
    {
        var folders = new Stack<string>([path]);
        while (folders.TryPop(out var current))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entries = Entries(current, reason => _unreadable.Add(new SkippedFile(current + "/", reason)));
            entries.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
            AddFiles(current, entries);
            foreach (var entry in Enumerable.Reverse(entries).Where(entry => entry.IsFolder))
            {
                folders.Push(Within(current, entry.Name));
            }
        }
    }

    private void AddFiles(string parent, List<Entry> entries)
    {
        var hasCover = entries.Exists(entry => entry.IsCover);
        foreach (var entry in entries.Where(entry => !entry.IsFolder && MediaTypes.IsAudio(entry.Name)))
        {
            Add(new ListedFile(Within(parent, entry.Name), entry.Bytes, entry.Modified, hasCover));
        }
    }

    private void Add(ListedFile file)
    {
        // Parts may overlap, and two names that are no text may be read as one.
        if (_paths.Add(file.Path))
        {
            _files.Add(file);
        }
    }

    private List<Entry> Entries(string path, Action<string> unreadable)
    {
        try
        {
            return [.. new FileSystemEnumerable<Entry>(
                folder.FullPath(path),
                (ref entry) => new Entry(entry.FileName.ToString(), entry.IsDirectory, entry.IsDirectory ? 0 : entry.Length, entry.IsDirectory ? default : entry.LastWriteTimeUtc),
                All)
            {
                ShouldIncludePredicate = (ref entry) => !IsHidden(entry.FileName) && (entry.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Hidden)) == 0,
            }];
        }
        catch (DirectoryNotFoundException)
        {
            // Gone since it was listed.
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            unreadable(exception is UnauthorizedAccessException ? "the folder may not be read: give the server's user the right to" : exception.Message);
            return [];
        }
    }

    private bool IsHiddenOrLinked(string path)
    {
        var reached = "";
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            reached = Within(reached, name);
            var attributes = new FileInfo(folder.FullPath(reached)).Attributes;
            // Of what is not there, all attributes are set.
            if (IsHidden(name) || ((int)attributes != -1 && (attributes & FileAttributes.ReparsePoint) != 0))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHidden(ReadOnlySpan<char> name) => name.StartsWith('.');

    private static string Parent(string path) => path.LastIndexOf('/') is var end and >= 0 ? path[..end] : "";

    private static string Within(string parent, string name) => parent.Length == 0 ? name : $"{parent}/{name}";

    private readonly record struct Entry(string Name, bool IsFolder, long Bytes, DateTimeOffset Modified)
    {
        public bool IsCover => !IsFolder && CoverNames.IndexOf(Name) >= 0;
    }
}
