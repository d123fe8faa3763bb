using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Text.Json;
using Pintle.UserCode.Worker;

namespace Pintle.UserCode.Pool;

/// <summary>Starts worker processes: with the limits of the code, next to nothing of our environment, and no claim on the machine.</summary>
internal static class WorkerStart
{
    // A process that is started meanwhile would inherit the pipes of another, and keep them open when that one has ended.
    private static readonly Lock Starting = new();

    /// <param name="isAside">Its work matters less than that of the others.</param>
    public static (Process Process, (AnonymousPipeServerStream In, AnonymousPipeServerStream Out) Pipes) Start(UserCodeOptions options, bool isAside)
    {
        lock (Starting)
        {
            var (process, pipes) = StartOne(options);
            BeModest(process, isAside);
            return (process, pipes);
        }
    }

    private static (Process Process, (AnonymousPipeServerStream In, AnonymousPipeServerStream Out) Pipes) StartOne(UserCodeOptions options)
    {
        var limits = JsonSerializer.Serialize(new WorkerOptions { RunLimit = options.RunLimit, TotalRunLimit = options.TotalRunLimit, HeapMegabytes = options.HeapMegabytes, StrictPeer = options.StrictPeer });

        // Pipes of their own: V8 writes its last words to standard output.
        var pipes = (In: new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable), Out: new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable));
        var start = new ProcessStartInfo(options.Worker[0], [.. options.Worker.Skip(1), pipes.Out.GetClientHandleAsString(), pipes.In.GetClientHandleAsString(), limits])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };

        // User code can't read it anyway; what isn't there can't leak.
        foreach (var name in start.Environment.Keys.Where(k => k is not ("PATH" or "TMPDIR") && !k.StartsWith("DOTNET_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        // What it allocates is texts of batches, which are gone soon; memory is for the isolates.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_GCgen0size"] = "0x1000000";
        start.Environment["DOTNET_GCLOHThreshold"] = "0x200000";

        // A thread that waits for work by asking again takes what the code of people could use.
        start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        var process = Process.Start(start)!;
        pipes.In.DisposeLocalCopyOfClientHandle();
        pipes.Out.DisposeLocalCopyOfClientHandle();
        return (process, pipes);
    }

    // Nobody is refused less than they have.
    private static void BeModest(Process process, bool isAside)
    {
        try
        {
            if (isAside)
            {
                process.PriorityClass = ProcessPriorityClass.BelowNormal;
            }

            // When the machine has no memory left, it is the first to go.
            File.WriteAllText($"/proc/{process.Id}/oom_score_adj", "1000");
        }
        catch (Exception notHere) when (notHere is IOException or UnauthorizedAccessException or Win32Exception or InvalidOperationException)
        {
            // Then it runs like any other.
        }
    }
}
