using Microsoft.Extensions.Options;
using Playlist.Server.Library.Tags;

namespace Playlist.Server.Library.Covers;

/// <param name="Type">Its media type.</param>
internal sealed record Cover(string Type, IStreamContent Content);

/// <summary>Finds the pictures of songs: in their files, else beside them.</summary>
internal sealed class CoverFinder(LibraryFolder folder, LibraryFiles files, TagLibFiles tagLib, IOptions<LibraryOptions> options)
{
    // Around a picture's bytes in a file: its kind, its description.
    private const int FrameBytes = 64 * 1024;

    private static readonly EnumerationOptions NoLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint };

    /// <param name="path">The song's, within the library.</param>
    /// <returns>What the caller disposes, or <see langword="null"/> when there is none, or none within <see cref="LibraryOptions.MaxCoverBytes"/>.</returns>
    public async Task<Cover?> FindAsync(string path, CancellationToken cancellationToken) =>
        await EmbeddedAsync(path, cancellationToken) ?? await BesideAsync(path, cancellationToken);

    private async Task<Cover?> EmbeddedAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await tagLib.ReadAsync(path, FrontOf, options.Value.MaxCoverBytes + FrameBytes, cancellationToken);
            return bytes is not null && PictureType.Of(bytes) is { } type ? new Cover(type, new LoadedBytes(bytes)) : null;
        }
        catch (Exception exception) when (exception is UnreadableFileException or IOException)
        {
            return null;
        }
    }

    private byte[]? FrontOf(TagLib.File file)
    {
        var pictures = file.Tag.Pictures;
        var front = pictures.FirstOrDefault(picture => picture.Type == TagLib.PictureType.FrontCover)
            ?? pictures.FirstOrDefault(picture => picture.Type != TagLib.PictureType.NotAPicture);
        return front?.Data is { } data && data.Count <= options.Value.MaxCoverBytes ? data.Data : null;
    }

    private async Task<Cover?> BesideAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var parent = path.LastIndexOf('/') is var end and >= 0 ? path[..(end + 1)] : "";
            var beside = new DirectoryInfo(folder.FullPath(parent.TrimEnd('/')))
                .EnumerateFiles("*", NoLinks)
                .Where(file => CoverNames.IndexOf(file.Name) >= 0 && file.Length <= options.Value.MaxCoverBytes)
                .MinBy(file => CoverNames.IndexOf(file.Name));
            return beside is null ? null : await OpenAsync(parent + beside.Name, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task<Cover?> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var file = await files.OpenAsync(path, cancellationToken);
        try
        {
            var first = new byte[Math.Min(file.Length, PictureType.Bytes)];
            await file.ReadAsync(0, first, cancellationToken);
            // It may have grown since its length was looked at.
            if (file.Length <= options.Value.MaxCoverBytes && PictureType.Of(first) is { } type)
            {
                return new Cover(type, file);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }
}
