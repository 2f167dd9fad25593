using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Playlist.Server.Library;

internal sealed class LibraryOptions
{
    public const string SectionName = "Library";

    /// <summary>The folder that holds <c>catalogue.json</c> and the audio files it names.</summary>
    /// <value>Default: the shipped tunes. A relative path starts at the program's folder.</value>
    [Required]
    public string Folder { get; set; } = Path.Combine("Library", "Tunes");
}

[OptionsValidator]
internal sealed partial class LibraryOptionsValidator : IValidateOptions<LibraryOptions>;
