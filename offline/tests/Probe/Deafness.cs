using System.Runtime.InteropServices;

namespace Probe;

internal static class Deafness
{
    /// <summary>ASP.NET Core stops at SIGTERM; a process that hangs does not.</summary>
    public static IDisposable ToSigterm() => PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
    {
        context.Cancel = true;
        Console.WriteLine("Ignores SIGTERM.");
        Thread.Sleep(Timeout.Infinite);
    });
}
