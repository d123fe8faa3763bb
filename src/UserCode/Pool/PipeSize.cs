using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pintle.UserCode.Pool;

/// <summary>Makes pipes hold whole batches, so that who writes one need not wait for who reads it.</summary>
internal static partial class PipeSize
{
    // What Linux allows to everybody (pipe(7)).
    private const int Bytes = 1 << 20;

    // F_SETPIPE_SZ, fcntl(2)
    private const int SetPipeSize = 1031;

    /// <returns>Bytes that one takes. Where it is refused, they stay as they are.</returns>
    public static int Enlarge(params ReadOnlySpan<PipeStream> pipes)
    {
        var least = int.MaxValue;
        foreach (var pipe in pipes)
        {
            least = Math.Min(least, OperatingSystem.IsLinux() ? Control(pipe.SafePipeHandle, SetPipeSize, Bytes) : 0);
        }

        return Math.Max(0, least);
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(SafePipeHandle pipe, int command, int value);
}
