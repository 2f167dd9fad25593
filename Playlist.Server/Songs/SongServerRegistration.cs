using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Playlist.Protocol.Songs;

namespace Playlist.Server.Songs;

internal static class SongServerRegistration
{
    // Kestrel gives its connections this much beyond the songs' own time: to be told, and to be closed.
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(2);

    // An empty setting would be made up for by the environment; this one has no URL in it.
    private const string NoUrls = ";";

    /// <summary>Adds the song server on its TCP endpoint, and Kestrel's HTTP on those of <c>ASPNETCORE_URLS</c>.</summary>
    public static void AddSongServer(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SongServerOptions>().BindConfiguration(SongServerOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SongServerOptions>, SongServerOptionsValidator>();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ServerTelemetry>();
        services.AddSingleton<SongAdmission>();
        services.AddSingleton<OriginalClients>();
        services.AddSingleton<SongOperations>();
        services.AddSongOperation<HelloOperation>(SongOps.Hello);
        services.AddSongOperation<PingOperation>(SongOps.Ping);
        services.AddSongOperation<PlayOperation>(SongOps.Play);
        services.AddSongOperation<StopOperation>(SongOps.Stop);

        builder.ListenWithKestrel();
        services.AddSingleton<SongEndPoint>();
        services.AddHostedService(provider => provider.GetRequiredService<SongEndPoint>());
        services.AddOptions<HostOptions>().Configure<IOptions<SongServerOptions>>((host, options) =>
        {
            if (IfValid(options) is { } valid)
            {
                host.ShutdownTimeout = valid.DrainTimeout + ClosingTime;
            }
        });
    }

    public static void AddSongOperation<T>(this IServiceCollection services, string name)
        where T : class, ISongOperation
    {
        services.AddSingleton(new SongOperationName(name));
        services.AddKeyedSingleton<ISongOperation, T>(name);
    }

    /// <summary>Host and Kestrel are made before settings are validated. That is then done for all sections at once, and nothing listens.</summary>
    private static SongServerOptions? IfValid(IOptions<SongServerOptions> options)
    {
        try
        {
            return options.Value;
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }

    private static void ListenWithKestrel(this WebApplicationBuilder builder)
    {
        // A Listen call makes Kestrel ignore the configured URLs, with a warning: they are listened to here, and not told to Kestrel.
        var urls = (builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, NoUrls);

        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<SongServerOptions>>((kestrel, options) =>
        {
            if (IfValid(options) is { } valid)
            {
                kestrel.Listen(valid.EndPoint, listen => listen.UseConnectionHandler<SongConnectionHandler>());
            }

            foreach (var url in urls)
            {
                kestrel.ListenUrl(url);
            }
        });

        builder.Services.AddOptions<SocketTransportOptions>().Configure<SongEndPoint>((transport, songEndPoint) =>
        {
            transport.CreateBoundListenSocket = songEndPoint.Bind;
            // A flush ends when the socket has taken everything: then a client that does not read costs no memory here, its time is
            // measured exactly, and a connection can be shut down knowing that nothing is left to send.
            transport.MaxWriteBufferSize = 2;
            transport.MaxReadBufferSize = 128 * 1024;
        });
    }

    private static void ListenUrl(this KestrelServerOptions kestrel, string url)
    {
        var address = BindingAddress.Parse(url);
        if (IPAddress.TryParse(address.Host, out var ip))
        {
            kestrel.Listen(ip, address.Port, UseScheme);
        }
        else if (string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            kestrel.ListenLocalhost(address.Port, UseScheme);
        }
        else
        {
            kestrel.ListenAnyIP(address.Port, UseScheme);
        }

        void UseScheme(ListenOptions listen)
        {
            if (string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
            {
                listen.UseHttps();
            }
        }
    }
}
