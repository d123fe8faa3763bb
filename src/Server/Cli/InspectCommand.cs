using System.CommandLine;
using System.Net.Sockets;
using Pintle.Insight.Inspector;

namespace Pintle.Server.Cli;

/// <summary><c>pintle inspect</c>: shows what a webhook receives.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port to listen on.", DefaultValueFactory = _ => 9999 };
        var command = new Command("inspect", "Prints every request that arrives and answers 200: a webhook to look at.") { port };
        port.Validators.Add(given =>
        {
            if (int.TryParse(given.Tokens.SingleOrDefault()?.Value, out var number) && number is < 1 or > 65_535)
            {
                given.AddError($"--port must be between 1 and 65535, but is {number}.");
            }
        });
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
