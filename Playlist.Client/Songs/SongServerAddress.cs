using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery;
using Playlist.Protocol.Songs;

namespace Playlist.Client.Songs;

/// <summary>Finds the song server's address, anew for each connection: it may have moved.</summary>
/// <remarks>
/// The scheme <c>tcp</c> is the endpoint's name: <c>tcp://server</c> is looked up as <c>services:server:tcp:0</c>, which the AppHost sets.
/// A name that service discovery does not know is a host's.
/// </remarks>
internal sealed class SongServerAddress(ServiceEndpointResolver resolver, IOptions<SongClientOptions> options, IConfiguration configuration)
{
    private const string Scheme = "tcp";
    private const string ServiceName = "server";

    private readonly Uri _server = Parse(options.Value.Server ?? (configuration.GetSection($"services:{ServiceName}").Exists() ? ServiceName : $"localhost:{SongProtocol.DefaultPort}"));

    /// <summary>The server as a person would write it: <c>localhost:5001</c>.</summary>
    public override string ToString() => _server.IsDefaultPort ? _server.Host : _server.Authority;

    public async Task<DnsEndPoint> ResolveAsync(CancellationToken cancellationToken)
    {
        var found = await resolver.GetEndpointsAsync(_server.OriginalString, cancellationToken);
        return found.Endpoints.Select(endpoint => endpoint.EndPoint).FirstOrDefault() switch
        {
            UriEndPoint { Uri: var uri } => new DnsEndPoint(uri.IdnHost, PortOf(uri.Port)),
            DnsEndPoint dns => new DnsEndPoint(dns.Host, PortOf(dns.Port)),
            IPEndPoint ip => new DnsEndPoint(ip.Address.ToString(), PortOf(ip.Port)),
            _ => new DnsEndPoint(_server.IdnHost, PortOf(_server.Port)),
        };
    }

    /// <param name="text"><c>host</c>, <c>host:port</c>, <c>[::1]:port</c>, each with or without <c>tcp://</c>.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? server)
    {
        var url = text.Trim();
        url = url.Contains("://", StringComparison.Ordinal) ? url : $"{Scheme}://{url}";
        return Uri.TryCreate(url, UriKind.Absolute, out server)
            && server is { Scheme: Scheme, Host.Length: > 0, PathAndQuery: "/" or "", UserInfo: "", Port: not 0 };
    }

    private static Uri Parse(string text) =>
        TryParse(text, out var server) ? server : throw new ArgumentException($"'{text}' is no song server: name it as host:port.", nameof(text));

    private static int PortOf(int port) => port > 0 ? port : SongProtocol.DefaultPort;
}
