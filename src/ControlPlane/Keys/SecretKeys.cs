using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Keys;

/// <summary>What is done with the keys of secrets from a command, beside servers that run or not.</summary>
/// <param name="plane">The control plane.</param>
public sealed class SecretKeys(OfflineControlPlane plane)
{
    /// <summary>Makes a new key and encrypts every secret again with it. It may be stopped at any moment, and run again.</summary>
    /// <param name="tell">Takes a line now and then.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>What can't be decrypted, and stays as it is.</returns>
    /// <exception cref="ControlDatabaseException">The database can't be used.</exception>
    public Task<IReadOnlyList<string>> RotateAsync(Action<string> tell, CancellationToken ct) =>
        plane.InAsync(services => services.GetRequiredService<SecretRotation>().RunAsync(tell, ct), ct);

    /// <summary>Takes all keys away but the newest, when nothing needs them any more.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="ControlDatabaseException">Something may still need them; the message says what.</exception>
    public Task<int> ForgetOldAsync(CancellationToken ct) => plane.InAsync(services => services.GetRequiredService<OldKeys>().ForgetAsync(ct), ct);
}
