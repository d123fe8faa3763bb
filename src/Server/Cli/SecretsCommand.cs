using System.CommandLine;
using Pintle.ControlPlane.Keys;

namespace Pintle.Server.Cli;

/// <summary><c>pintle secrets</c>: the keys that encrypt what people keep secret.</summary>
internal static class SecretsCommand
{
    public static Command Create() => new("secrets", "The keys that encrypt the secrets of the control plane in the box.")
    {
        new Command("rotate", "Makes a new key and encrypts every secret again with it. Servers may run meanwhile; it may be stopped, and run again.")
            .RunsOffline(static (plane, _, ct) => RotateAsync(new SecretKeys(plane), ct)),
        new Command("forget-old-keys", "Takes all keys away but the newest. What somebody has copied of the database then can't be read with them.")
            .RunsOffline(static (plane, _, ct) => ForgetAsync(new SecretKeys(plane), ct)),
    };

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
