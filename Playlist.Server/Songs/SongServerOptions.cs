using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;
using Playlist.Protocol.Songs;

namespace Playlist.Server.Songs;

/// <summary>Where the song server listens, and what it lets one client take from the others (docs/song-protocol.md, section 7).</summary>
internal sealed class SongServerOptions : IValidatableObject
{
    public const string SectionName = "SongServer";

    /// <summary>The IP address to listen on.</summary>
    /// <value>Default: 127.0.0.1, which only this machine reaches. <c>0.0.0.0</c> or <c>::</c> opens the server to every network: it has no passwords.</value>
    public string Address { get; set; } = IPAddress.Loopback.ToString();

    /// <summary>The TCP port to listen on.</summary>
    /// <value>Default: 5001. Range: 0 to 65535; 0 takes any free port.</value>
    [Range(0, 65535)]
    public int Port { get; set; } = SongProtocol.DefaultPort;

    /// <summary>The longest line a client may send, in bytes, without its line end.</summary>
    /// <value>Default: 16384, what the protocol grants. Range: 1024 to 65536.</value>
    [Range(1024, 64 * 1024)]
    public int MaxLineBytes { get; set; } = SongProtocol.MaxRequestLineBytes;

    /// <summary>How many songs may be sent at once on one connection.</summary>
    /// <value>Default: 8. Range: 1 to 1000.</value>
    [Range(1, 1000)]
    public int MaxStreamsPerConnection { get; set; } = 8;

    /// <summary>How many connections there may be in all.</summary>
    /// <value>Default: 1000. Range: 1 to 100000. When it is reached, the oldest connection that has asked for nothing yet makes room.</value>
    [Range(1, 100_000)]
    public int MaxConnections { get; set; } = 1000;

    /// <summary>How many connections there may be from one address.</summary>
    /// <value>
    /// Default: 500. Range: 1 to 100000. When it is reached, that address's oldest connection that has asked for nothing yet makes room.
    /// </value>
    /// <remarks>
    /// Behind a proxy, as under the AppHost, all clients have one address, and this is the limit for all of them together. A client needs
    /// one connection, so 500 is far more than one machine's or one office's listeners need, and leaves half of the places to all others.
    /// </remarks>
    [Range(1, 100_000)]
    public int MaxConnectionsPerAddress { get; set; } = 500;

    /// <summary>How much audio is sent between two lines: what another stream or reply on the same connection waits for at most.</summary>
    /// <value>Default: 32768. Range: 1024 to 1048576.</value>
    [Range(1024, SongProtocol.MaxAudioBytes)]
    public int AudioChunkBytes { get; set; } = 32 * 1024;

    /// <summary>How long a client may take from the first byte of a line to its end.</summary>
    /// <value>Default: 10 seconds. Range: 1 second to 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan LineTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may be open without a request and without a stream.</summary>
    /// <value>Default: 5 minutes. Range: 1 second to 1 day.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a client may take to accept what is sent at once: one chunk of audio, or replies of up to 64 KiB or one line.</summary>
    /// <value>Default: 30 seconds. Range: 1 second to 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long songs that are being sent may go on when the server stops.</summary>
    /// <value>Default: 5 seconds. Range: 0 to 1 hour; 0 breaks them off at once.</value>
    /// <remarks>The process needs up to 2 seconds more. The AppHost kills a process that has not ended after 10 seconds.</remarks>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    public IPEndPoint EndPoint => new(IPAddress.Parse(Address), Port);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out _))
        {
            yield return new ValidationResult($"'{Address}' is not an IP address: set {SectionName}:{nameof(Address)} to one, such as 127.0.0.1.");
        }
    }
}

[OptionsValidator]
internal sealed partial class SongServerOptionsValidator : IValidateOptions<SongServerOptions>;
