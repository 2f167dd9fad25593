namespace Playlist.Client.Songs;

/// <summary>A song in a file of this machine, whole and compared with the server's checksum. Disposing it deletes the file.</summary>
internal sealed class ReceivedSong : IDisposable
{
    private readonly string? _destination;
    private bool _kept;

    private ReceivedSong(string path, string? destination)
    {
        Path = path;
        _destination = destination;
    }

    public string Path { get; private set; }

    public long Bytes { get; private set; }

    /// <param name="destination">Where the song may be kept: it is received beside it. <see langword="null"/> is a temporary file.</param>
    /// <param name="progress">Hears how many bytes have been received.</param>
    /// <inheritdoc cref="SongPlayback.Audio" path="/exception"/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static async Task<ReceivedSong> ReceiveAsync(SongPlayback playback, string? destination, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var path = destination is null
            ? System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"playlist-{Guid.NewGuid():N}{Extension(playback.Reply.Type)}")
            : $"{System.IO.Path.GetFullPath(destination)}.{Guid.NewGuid():N}.part";
        var song = new ReceivedSong(path, destination);
        try
        {
            await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0, Options = FileOptions.Asynchronous });
            while (true)
            {
                var result = await playback.Audio.ReadAsync(cancellationToken);
                foreach (var segment in result.Buffer)
                {
                    await file.WriteAsync(segment, cancellationToken);
                }

                song.Bytes += result.Buffer.Length;
                playback.Audio.AdvanceTo(result.Buffer.End);
                progress?.Report(song.Bytes);
                if (result.IsCompleted)
                {
                    return song;
                }
            }
        }
        catch
        {
            song.Dispose();
            throw;
        }
    }

    /// <summary>Puts the song where it was to be kept, in place of what was there.</summary>
    public void Keep()
    {
        File.Move(Path, _destination!, overwrite: true);
        Path = _destination!;
        _kept = true;
    }

    public void Dispose()
    {
        if (!_kept)
        {
            File.Delete(Path);
        }
    }

    // Players recognize a file by its content; the ending is for people, and for those that do not.
    private static string Extension(string? type) => type switch
    {
        "audio/mpeg" => ".mp3",
        "audio/ogg" => ".ogg",
        "audio/flac" => ".flac",
        "audio/wav" => ".wav",
        _ => "",
    };
}
