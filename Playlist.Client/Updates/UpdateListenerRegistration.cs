using Playlist.Client.Inbox;
using Playlist.Client.Messaging;

namespace Playlist.Client.Updates;

internal static class UpdateListenerRegistration
{
    /// <summary>Adds the inbox, and the update listener, which hands what it hears to <typeparamref name="THandler"/>.</summary>
    public static void AddUpdateListener<THandler>(this IHostApplicationBuilder builder)
        where THandler : class, IUpdateHandler
    {
        builder.AddInbox();
        var services = builder.Services;
        services.AddSingleton<FollowedArtists>();
        services.AddSingleton<THandler>();
        services.AddSingleton<IUpdateHandler>(provider => provider.GetRequiredService<THandler>());
        services.AddSingleton<UpdateListener>();
        builder.AddBrokerFeed(provider => provider.GetRequiredService<UpdateListener>());
    }
}
