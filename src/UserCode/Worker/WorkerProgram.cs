using System.IO.Pipes;
using System.Text.Json;
using Pintle.UserCode.Wire;

namespace Pintle.UserCode.Worker;

/// <summary>The process that runs user code: <c>pintle js-worker</c>.</summary>
public static class WorkerProgram
{
    /// <summary>Takes frames from one pipe and answers on another until the host closes its end.</summary>
    /// <param name="input">Handle of the pipe to read.</param>
    /// <param name="output">Handle of the pipe to write.</param>
    /// <param name="options">Its limits, as the host wrote them.</param>
    public static void Run(string input, string output, string options)
    {
        V8Flags.Set();
        using var reading = new AnonymousPipeClientStream(PipeDirection.In, input);
        using var writing = new AnonymousPipeClientStream(PipeDirection.Out, output);
        using var loop = new WorkerLoop(
            new FrameStream(new BufferedStream(reading, 1 << 16), new BufferedStream(writing, 1 << 16)), JsonSerializer.Deserialize<WorkerOptions>(options)!);
        loop.Run();
    }
}
