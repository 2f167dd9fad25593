using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Songs;

/// <summary>How a <see cref="SongClient"/> reaches its server, and how patient it is.</summary>
public sealed class SongClientOptions : IValidatableObject
{
    public const string SectionName = "SongClient";

    /// <summary>The song server: <c>host</c>, <c>host:port</c>, or a name for service discovery, as <c>tcp://server</c>.</summary>
    /// <value>Default: <c>tcp://server</c> where service discovery knows it, else localhost:5001.</value>
    public string? Server { get; set; }

    /// <summary>What the client calls itself in the server's log.</summary>
    /// <value>Default: none.</value>
    public string? Name { get; set; }

    /// <summary>How long a request may take until its reply has arrived: connecting, and connecting again, included.</summary>
    /// <value>Default: 10 seconds. Range: 100 milliseconds to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for a connection to be accepted before the next attempt.</summary>
    /// <value>Default: 3 seconds. Range: 100 milliseconds to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a stream may stay silent before it counts as lost.</summary>
    /// <value>Default: 30 seconds. Range: 100 milliseconds to 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan AudioTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause between two attempts to connect; the first is 100 milliseconds, and each doubles.</summary>
    /// <value>Default: 2 seconds. Range: 100 milliseconds to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How much audio of one stream may wait to be read, in bytes; when it is reached, the whole connection waits.</summary>
    /// <value>Default: 4194304. Range: 65536 to 1073741824.</value>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public int MaxUnreadAudioBytes { get; set; } = 4 * 1024 * 1024;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Server is not null && !SongServerAddress.TryParse(Server, out _))
        {
            yield return new ValidationResult($"'{Server}' is no song server: set {SectionName}:{nameof(Server)} to host:port, such as localhost:{SongProtocol.DefaultPort}.");
        }
    }
}

[OptionsValidator]
internal sealed partial class SongClientOptionsValidator : IValidateOptions<SongClientOptions>;
