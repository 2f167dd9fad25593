using Playlist.Client.Songs;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Playing;

/// <summary>Fetches a song whole, so that it can be played from any position.</summary>
internal static class SongFetch
{
    /// <param name="asked">The song, if it was asked for already; disposed here.</param>
    /// <exception cref="SongServerUnavailableException">The server was lost, and is not back in time.</exception>
    /// <inheritdoc cref="ReceivedFile.ReceiveAsync" path="/exception"/>
    public static async Task<ReceivedFile> FetchAsync(this SongClient client, Song song, Streamed<PlayReply>? asked, IPlayerEvents events, CancellationToken cancellationToken)
    {
        for (var again = false; ; again = true)
        {
            await using var playback = asked ?? await client.PlayAsync(song.Id, range: default, cancellationToken);
            asked = null;
            try
            {
                var progress = events.Receiving(playback.Reply.Bytes ?? 0);
                return await ReceivedFile.ReceiveAsync(playback.Content, playback.Reply.Type, destination: null, progress, cancellationToken);
            }
            catch (SongServerUnavailableException) when (!again)
            {
                // Lost within the song. Asking anew waits until the server is back, as long as any request does.
            }
            finally
            {
                events.Received();
            }
        }
    }
}
