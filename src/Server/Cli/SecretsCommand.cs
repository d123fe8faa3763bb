using System.CommandLine;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Keys;
using Pintle.Destinations;
using Pintle.Server.Configuration;
using Pintle.Server.Hosting;

namespace Pintle.Server.Cli;

/// <summary><c>pintle secrets</c>: the keys that encrypt what people keep secret.</summary>
internal static class SecretsCommand
{
    public static Command Create() => new("secrets", "The keys that encrypt the secrets of the control plane in the box.")
    {
        Of("rotate", "Makes a new key and encrypts every secret again with it. Servers may run meanwhile; it may be stopped, and run again.", RotateAsync),
        Of("forget-old-keys", "Takes all keys away but the newest. What somebody has copied of the database then can't be read with them.", ForgetAsync),
    };

    private static Command Of(string name, string what, Func<SecretKeys, CancellationToken, Task<int>> run)
    {
        var file = new Option<string?>("--config") { Description = "Configuration file, as for serve." };
        var command = new Command(name, $"{what} Any configuration key can be a flag, as for serve.") { file };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (result, ct) =>
        {
            try
            {
                return await run(new SecretKeys(Origin.ControlOf(ServeCommand.LoadOptions(result.GetValue(file), result.UnmatchedTokens)), BuiltIn.Catalogue, TimeProvider.System), ct);
            }
            catch (Exception refused) when (refused is ConfigurationException or ControlDatabaseException)
            {
                await Console.Error.WriteLineAsync(refused.Message);
                return 2;
            }
        });
        return command;
    }

    private static async Task<int> RotateAsync(SecretKeys keys, CancellationToken ct)
    {
        var lost = await keys.RotateAsync(Console.WriteLine, ct);
        foreach (var what in lost)
        {
            await Console.Error.WriteLineAsync($"{what}: can't be decrypted, its key is lost. Enter it again.");
        }

        Console.WriteLine("All that can be read is encrypted with the new key. After a minute, when every server has noticed: pintle secrets forget-old-keys");
        return lost.Count == 0 ? 0 : 1;
    }

    private static async Task<int> ForgetAsync(SecretKeys keys, CancellationToken ct)
    {
        Console.WriteLine($"Old keys that are gone: {await keys.ForgetOldAsync(ct)}.");
        return 0;
    }
}
