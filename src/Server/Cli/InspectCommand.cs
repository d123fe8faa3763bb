using System.CommandLine;
using System.Net.Sockets;
using Pintle.Insight.Inspector;

namespace Pintle.Server.Cli;

/// <summary><c>pintle inspect</c>: shows what a webhook receives.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var port = NumberOption.Create("--port", "Port to listen on.", 9999, 65_535);
        var command = new Command("inspect", "Prints every request that arrives and answers 200: a webhook to look at.") { port };
        command.SetAction(async (result, ct) =>
        {
            try
            {
                await RequestInspector.RunAsync(result.GetValue(port), Console.Out, ct);
                return 0;
            }
            catch (Exception taken) when (taken is IOException or SocketException)
            {
                await Console.Error.WriteLineAsync($"The inspector can't listen: {taken.Message}");
                return 1;
            }
        });
        return command;
    }
}
