using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

[DebuggerDisplay("Name = {Endpoint.Name}, UriString = {UriString}")]
public class AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
{
    public EndpointAnnotation Endpoint => endpoint;

    public string Address => address;

    public int Port => port;

    public string UriScheme => endpoint.UriScheme;

    public string EndPointString => $"{Address}:{Port}";

    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <summary>Stands for the port that a process listens on, which is different for each replica.</summary>
    public string? TargetPortExpression => targetPortExpression;

    public override string ToString() => UriString;
}
