using Microsoft.Extensions.DependencyInjection.Extensions;
using Playlist.Client.Updates;
using Playlist.ServiceDefaults.Storage;

namespace Playlist.Client.Inbox;

internal static class InboxRegistration
{
    /// <summary>Adds the <see cref="IInbox"/> of the client that the configuration names.</summary>
    public static void AddInbox(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        if (builder.Configuration[$"{UpdateListenerOptions.SectionName}:{nameof(UpdateListenerOptions.Name)}"] is not { } client)
        {
            services.AddSingleton<IInbox, MemoryInbox>();
            return;
        }

        builder.AddSqliteDatabase<InboxContext>(storage => InboxFile.Of(client, storage));
        services.AddSingleton<IInbox, StoredInbox>();
        services.AddHealthChecks().AddCheck<InboxHealthCheck>("inbox");
    }
}
