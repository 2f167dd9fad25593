using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static class TerminalResourceBuilderExtensions
{
    /// <summary>Aspire gives the resource's process a terminal, which its dashboard shows. Here the process runs as any other, without one.</summary>
    /// <exception cref="InvalidOperationException">The resource has one already.</exception>
    [Experimental("ASPIRETERMINAL001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<T> WithTerminal<T>(this IResourceBuilder<T> builder, Action<TerminalOptions>? configure = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Resource.Annotations.OfType<TerminalAnnotation>().Any())
        {
            throw new InvalidOperationException($"'{builder.Resource.Name}' has a terminal already: call WithTerminal once for each resource.");
        }

        configure?.Invoke(new TerminalOptions());
        return builder.WithAnnotation(new TerminalAnnotation());
    }
}
