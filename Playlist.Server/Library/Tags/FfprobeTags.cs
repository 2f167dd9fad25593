using FFMpegCore;

namespace Playlist.Server.Library.Tags;

/// <summary>A file's tags by ffprobe, a process for each: knows more formats and forgives more damage than TagLib#.</summary>
internal sealed class FfprobeTags(LibraryFolder folder, TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // A file may name others, playlists do: none of them is opened, whatever the file pretends to be.
    private const string OnlyThisFile = "-protocol_whitelist file -format_whitelist mp3,flac,ogg,mov,aac,loas,wav,w64,aiff,caf,asf,matroska";

    private static readonly IReadOnlyDictionary<string, string> NoTags = new Dictionary<string, string>();

    private static readonly string[] Names = OperatingSystem.IsWindows() ? ["ffprobe.exe"] : ["ffprobe"];

    /// <summary>It is in a folder of <c>PATH</c>.</summary>
    public static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(directory => Names.Any(name => File.Exists(Path.Combine(directory, name))));

    /// <param name="path">Within the library.</param>
    /// <exception cref="UnreadableFileException">There is no audio in it, as far as ffprobe can tell.</exception>
    public async Task<FileTags> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var fullPath = folder.FullPath(path);
        if (fullPath.Contains('"', StringComparison.Ordinal))
        {
            // FFMpegCore puts it between quotes: what follows one would be options of ffprobe's.
            throw new UnreadableFileException("it is damaged, and cannot be given to ffprobe for the \" in its name");
        }

        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return Read(await FFProbe.AnalyseAsync(fullPath, new FFOptions(), OnlyThisFile, either.Token));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnreadableFileException($"reading it takes over {Patience.TotalSeconds:0} seconds", exception);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or UnreadableFileException))
        {
            throw new UnreadableFileException("no audio in it", exception);
        }
    }

    private static FileTags Read(IMediaAnalysis analysis)
    {
        var audio = analysis.PrimaryAudioStream ?? throw new UnreadableFileException("no audio in it");
        var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        // Ogg has its tags with the stream, all others with the file.
        foreach (var (name, value) in new[] { analysis.Format.Tags, audio.Tags }.SelectMany(tags => tags ?? NoTags))
        {
            tags.TryAdd(name, value);
        }

        var duration = new[] { analysis.Duration, audio.Duration, analysis.Format.Duration }.Max().TotalSeconds;
        return new FileTags(
            TagText.Clean(tags.GetValueOrDefault("title")),
            TagText.Clean(tags.GetValueOrDefault("artist")),
            TagText.Clean(tags.GetValueOrDefault("album_artist") ?? tags.GetValueOrDefault("albumartist")),
            TagText.Clean(tags.GetValueOrDefault("album")),
            TagText.Number(tags.GetValueOrDefault("track")),
            TagText.Number(tags.GetValueOrDefault("disc")),
            TagText.Number(tags.GetValueOrDefault("date") ?? tags.GetValueOrDefault("year")),
            TagText.Clean(tags.GetValueOrDefault("genre")),
            duration > 0 ? duration : throw new UnreadableFileException("no audio in it"),
            analysis.VideoStreams.Count > 0);
    }
}
