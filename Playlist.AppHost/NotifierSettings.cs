namespace Playlist.AppHost;

/// <summary>What a user may set of the notifier here: what is not configured is its own default.</summary>
internal static class NotifierSettings
{
    /// <summary>Hands over a setting under the name that it has here.</summary>
    /// <param name="name">Such as <c>Notifier:NewMusic:QuietPeriod</c>.</param>
    public static IResourceBuilder<ProjectResource> WithSetting(this IResourceBuilder<ProjectResource> notifier, string name) =>
        notifier.ApplicationBuilder.Configuration[name] is { Length: > 0 } value
            ? notifier.WithEnvironment(name.Replace(":", "__", StringComparison.Ordinal), value)
            : notifier;
}
