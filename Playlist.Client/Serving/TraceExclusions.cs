using OpenTelemetry.Instrumentation.AspNetCore;

namespace Playlist.Client.Serving;

internal static class TraceExclusions
{
    /// <summary>ASP.NET makes no span of requests for these paths, beside those for which it makes none already.</summary>
    public static void LeaveOutOfTraces(this IServiceCollection services, Predicate<PathString> isLeftOut) =>
        services.PostConfigure<AspNetCoreTraceInstrumentationOptions>(options =>
        {
            var others = options.Filter;
            options.Filter = context => !isLeftOut(context.Request.Path) && others?.Invoke(context) != false;
        });
}
