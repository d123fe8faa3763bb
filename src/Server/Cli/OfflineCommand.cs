using System.CommandLine;
using Pintle.ControlPlane.Data;
using Pintle.Destinations;
using Pintle.Server.Configuration;
using Pintle.Server.Hosting;

namespace Pintle.Server.Cli;

/// <summary>Commands that work on the control plane's database themselves, with the configuration that the server has.</summary>
internal static class OfflineCommand
{
    /// <param name="command">Its name, its arguments and what it does.</param>
    /// <param name="run">Does it; the number is what the process ends with.</param>
    public static Command RunsOffline(this Command command, Func<OfflineControlPlane, ParseResult, CancellationToken, Task<int>> run)
    {
        var file = new Option<string?>("--config") { Description = "Configuration file, as for serve." };
        command.Options.Add(file);
        command.Description += " Any configuration key can be a flag, as for serve.";
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (result, ct) =>
        {
            try
            {
                return await run(new OfflineControlPlane(Origin.ControlOf(ServeCommand.LoadOptions(result.GetValue(file), result.UnmatchedTokens)), BuiltIn.Catalogue, TimeProvider.System), result, ct);
            }
            catch (Exception refused) when (refused is ConfigurationException or ControlDatabaseException)
            {
                await Console.Error.WriteLineAsync(refused.Message);
                return 2;
            }
        });
        return command;
    }
}
