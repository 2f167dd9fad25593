using Playlist.Server.Library.Tags;

namespace Playlist.Server.Library.Scanning;

/// <summary>What came of reading a file: its tags and key, or why not.</summary>
/// <param name="ForNow">It may be read another time.</param>
internal sealed record ReadFile(SongTags? Tags, string Key, string Problem = "", bool ForNow = false);

/// <summary>Reads the files that a scan has found.</summary>
internal sealed class SongFileReader(LibraryFolder folder, ITagReader tags)
{
    public bool TellsDurations => tags.TellsDurations;

    public async Task<ReadFile> ReadAsync(ListedFile listed, CancellationToken cancellationToken)
    {
        try
        {
            var read = await tags.ReadAsync(listed.Path, cancellationToken);
            using var file = folder.Open(listed.Path);
            return new ReadFile(read.CompletedBy(PathTags.Of(listed.Path), listed.CoverBeside), ContentKey.Of(file, read));
        }
        catch (UnreadableFileException exception)
        {
            return new ReadFile(null, "", exception.Message);
        }
        catch (IOException exception)
        {
            return new ReadFile(null, "", exception.Message, ForNow: true);
        }
    }
}
