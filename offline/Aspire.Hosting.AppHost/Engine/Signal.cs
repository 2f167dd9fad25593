using System.Runtime.InteropServices;

namespace Aspire.Hosting.Engine;

internal static class Signal
{
    private const int Terminate = 15;
    private const int Kill = 9;

    /// <remarks>A process that has ended already is as good as one that gets the signal.</remarks>
    public static void TerminateProcess(int processId) => _ = Send(processId, Terminate);

    /// <summary>Kills every process of the group that is still there.</summary>
    public static void KillGroup(int groupId) => _ = Send(-groupId, Kill);

#pragma warning disable SYSLIB1054 // LibraryImport would need unsafe code for this one call.
    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int target, int signal);
#pragma warning restore SYSLIB1054
}
