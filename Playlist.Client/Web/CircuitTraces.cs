using System.Diagnostics;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Playlist.Client.Web;

/// <summary>What a tab asks for begins a trace of its own: its connection is a request that lasts for hours, and would be the root of all.</summary>
internal sealed class CircuitTraces : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => context =>
    {
        Activity.Current = null;
        return next(context);
    };
}
