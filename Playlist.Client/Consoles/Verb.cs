namespace Playlist.Client.Consoles;

/// <summary>Something that can be typed: <c>seek 1:23</c>.</summary>
/// <param name="Arguments">What may follow the name, as the help shows it: <c>NAME</c> must, <c>[NAME]</c> may; a verb without any is typed alone.</param>
/// <param name="Help">What it does; a line of the help.</param>
/// <param name="Run">Is given what follows the name.</param>
internal sealed record Verb(string Name, string Arguments, string Help, Func<string, CancellationToken, Task> Run)
{
    public string Usage => Arguments.Length > 0 ? $"{Name} {Arguments}" : Name;

    /// <summary>Whether the name alone says too little.</summary>
    public bool NeedsArguments => Arguments.Length > 0 && Arguments[0] != '[';
}

/// <summary>Verbs that belong together, in the order in which the help shows them.</summary>
internal interface IVerbs
{
    /// <summary>A line above them in the help.</summary>
    string Title { get; }

    IEnumerable<Verb> All { get; }
}
