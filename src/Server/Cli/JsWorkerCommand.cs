using System.CommandLine;
using Pintle.UserCode.Worker;

namespace Pintle.Server.Cli;

/// <summary><c>pintle js-worker</c>: the process that runs user code. Pintle starts it itself.</summary>
internal static class JsWorkerCommand
{
    /// <summary>What starts it from this process: this very executable.</summary>
    public static IReadOnlyList<string> Line => Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == "pintle"
        ? [self, "js-worker"]
        : ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "pintle.dll"), "js-worker"];

    public static Command Create()
    {
        var input = new Argument<string>("input") { Description = "Handle of the pipe that it reads." };
        var output = new Argument<string>("output") { Description = "Handle of the pipe that it writes." };
        var options = new Argument<string>("options") { Description = "Its limits." };
        var command = new Command("js-worker", "Runs user code; started by Pintle itself.") { input, output, options };
        command.Hidden = true;
        command.SetAction(result => WorkerProgram.Run(result.GetRequiredValue(input), result.GetRequiredValue(output), result.GetRequiredValue(options)));
        return command;
    }
}
