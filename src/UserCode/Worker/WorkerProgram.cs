using System.Text.Json;
using Pintle.UserCode.Wire;

namespace Pintle.UserCode.Worker;

/// <summary>The process that runs user code: <c>pintle js-worker</c>.</summary>
public static class WorkerProgram
{
    /// <summary>Takes frames from standard input and answers on standard output until the host closes its end.</summary>
    /// <param name="options">Its limits, as the host wrote them.</param>
    public static void Run(string options)
    {
        using var loop = new WorkerLoop(
            new FrameStream(new BufferedStream(Console.OpenStandardInput(), 1 << 16), new BufferedStream(Console.OpenStandardOutput(), 1 << 16)),
            JsonSerializer.Deserialize<WorkerOptions>(options)!);
        loop.Run();
    }
}
