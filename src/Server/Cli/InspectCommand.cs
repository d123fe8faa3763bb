using System.CommandLine;
using Pintle.Insight.Inspector;

namespace Pintle.Server.Cli;

/// <summary><c>pintle inspect</c>: shows what a webhook receives.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port to listen on.", DefaultValueFactory = _ => 9999 };
        var command = new Command("inspect", "Prints every request that arrives and answers 200: a webhook to look at.") { port };
        command.SetAction((result, ct) => RequestInspector.RunAsync(result.GetValue(port), Console.Out, ct));
        return command;
    }
}
