using System.Diagnostics;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private readonly TaskCompletionSource<AllocatedEndpoint> _allocated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int? _port;
    private int? _targetPort;
    private string? _transport;

    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? protocol.ToString().ToLowerInvariant();
        _transport = transport;
        Name = ModelName.Validate("Endpoint", name ?? UriScheme);
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsExplicitlyProxied = isProxied;
    }

    public string Name { get; set; }

    public ProtocolType Protocol { get; set; }

    public string UriScheme { get; set; }

    public string Transport
    {
        get => _transport ?? (UriScheme is "http" or "https" ? "http" : Protocol.ToString().ToLowerInvariant());
        set => _transport = value;
    }

    /// <summary>The port that others connect to; assigned when it is not set.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied ? null : _targetPort);
        set => _port = value;
    }

    /// <summary>The port that the process listens on; assigned when it is not set.</summary>
    public int? TargetPort
    {
        get => _targetPort ?? (IsProxied ? null : _port);
        set => _targetPort = value;
    }

    public string TargetHost { get; set; } = "localhost";

    public bool IsExternal { get; set; }

    public bool IsProxied
    {
        get => IsExplicitlyProxied ?? true;
        set => IsExplicitlyProxied = value;
    }

    public bool? IsExplicitlyProxied { get; set; }

    public bool ExcludeReferenceEndpoint { get; set; }

    /// <summary>Where others reach the endpoint; <see langword="null"/> until the application has started.</summary>
    /// <exception cref="InvalidOperationException">The endpoint has an address already.</exception>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => _allocated.Task.IsCompletedSuccessfully ? _allocated.Task.Result : null;
        set => _allocated.SetResult(value ?? throw new InvalidOperationException($"The endpoint '{Name}' cannot lose its address."));
    }

    internal string? TargetPortEnvironmentVariable { get; set; }

    internal Task<AllocatedEndpoint> WaitUntilAllocatedAsync(CancellationToken cancellationToken) => _allocated.Task.WaitAsync(cancellationToken);
}
