using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

/// <summary>A file for each process with what it writes, in a folder of its own for each run.</summary>
internal static class LogFiles
{
    private const int RunsKept = 20;

    public static void Open(ResourceLoggerService loggers, IEnumerable<IResource> resources, ILogger logger)
    {
        var root = Path.Combine(UserFolders.State, "logs");
        var now = DateTime.Now.ToString("yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture);
        var run = Directory.CreateDirectory(Path.Combine(root, $"{now}_{Environment.ProcessId}_{Path.GetRandomFileName()[..4]}")).FullName;
        foreach (var name in resources.SelectMany(resource => resource.GetInstanceNames()))
        {
            loggers.GetLog(name).WriteTo(Path.Combine(run, $"{name}.log"));
        }

        Log.LogDirectory(logger, run);
        RemoveOld(root);
    }

    private static void RemoveOld(string root)
    {
        foreach (var old in Directory.GetDirectories(root).Order(StringComparer.Ordinal).SkipLast(RunsKept))
        {
            try
            {
                Directory.Delete(old, recursive: true);
            }
            catch (IOException)
            {
                // Another AppHost has just removed it.
            }
        }
    }
}
