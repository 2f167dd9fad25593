namespace Playlist.Client.Web.Library;

/// <summary>A part of a list, and how many items it has in all.</summary>
/// <remarks>Public, as Razor makes all components, and so their parameters.</remarks>
public sealed record ListPart<T>(IReadOnlyList<T>? Items, int? Total);
