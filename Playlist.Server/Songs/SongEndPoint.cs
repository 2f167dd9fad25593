using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Playlist.Server.Library;

namespace Playlist.Server.Songs;

/// <summary>The endpoint that songs are asked for on: bound with words for what can go wrong, and told in the log when it listens.</summary>
internal sealed class SongEndPoint(
    IOptions<SongServerOptions> options,
    SongLibrary library,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    ILogger<SongEndPoint> logger) : IHostedService
{
    /// <summary>Where the server listens in fact, once it does: with the port it was given when it asked for any.</summary>
    public IPEndPoint? Bound { get; private set; }

    /// <summary>Binds one of Kestrel's endpoints.</summary>
    /// <exception cref="StartupException">It is the song server's, and cannot be had.</exception>
    public Socket Bind(EndPoint endPoint)
    {
        var wanted = options.Value.EndPoint;
        // It is bound first; another that asks for any port of the same address would look the same.
        if (Bound is not null || !wanted.Equals(endPoint))
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        }

        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
            // Two sockets that both may reuse an address can be bound to one port; only listening tells.
            socket.Listen();
            Bound = (IPEndPoint?)socket.LocalEndPoint;
            return socket;
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            throw new StartupException(Explain(wanted, exception), exception);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(TellWhere);
        lifetime.ApplicationStopping.Register(() => Log.Stopping(logger, options.Value.DrainTimeout));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void TellWhere()
    {
        if (Bound is not { } bound)
        {
            return;
        }

        Log.Listening(logger, library.Current.Songs.Count, bound);
        // Kestrel takes every endpoint for an HTTP one.
        var addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        foreach (var url in addresses.Where(url => url != $"http://{bound}"))
        {
            Log.HealthListening(logger, url);
        }
    }

    private static string Explain(IPEndPoint endPoint, SocketException exception)
    {
        const string option = $"{SongServerOptions.SectionName}:{nameof(SongServerOptions.Port)}";
        var another = $"choose another with --{option}={NextPort(endPoint.Port)} (in the environment: {option.Replace(":", "__", StringComparison.Ordinal)})";
        return exception.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => $"Port {endPoint.Port} on {endPoint.Address} is taken: {another}, or see who holds it with: {WhoHolds(endPoint.Port)}",
            SocketError.AccessDenied => $"Port {endPoint.Port} on {endPoint.Address} is not allowed for this user: {another}.",
            SocketError.AddressNotAvailable => $"{endPoint.Address} is no address of this machine: choose one with --{SongServerOptions.SectionName}:{nameof(SongServerOptions.Address)}=127.0.0.1.",
            _ => $"Cannot listen on {endPoint}: {exception.Message} To change it, set {option} and {SongServerOptions.SectionName}:{nameof(SongServerOptions.Address)}.",
        };
    }

    private static int NextPort(int port) => port is >= 1024 and < IPEndPoint.MaxPort ? port + 1 : Playlist.Protocol.Songs.SongProtocol.DefaultPort;

    private static string WhoHolds(int port) =>
        OperatingSystem.IsWindows() ? $"netstat -ano | findstr :{port}"
        : OperatingSystem.IsMacOS() ? $"lsof -i :{port}"
        : $"ss -ltnp 'sport = :{port}'";
}
