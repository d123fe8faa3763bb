using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Data;
using Pintle.DestinationKit;

namespace Pintle.ControlPlane.Keys;

/// <summary>What is done with the keys of secrets from a command, beside servers that run or not.</summary>
/// <param name="options">Of the servers.</param>
/// <param name="catalogue">Kinds of destinations.</param>
/// <param name="time">The clock.</param>
public sealed class SecretKeys(ControlPlaneOptions options, DestinationCatalogue catalogue, TimeProvider time)
{
    /// <summary>Makes a new key and encrypts every secret again with it. It may be stopped at any moment, and run again.</summary>
    /// <param name="tell">Takes a line now and then.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>What can't be decrypted, and stays as it is.</returns>
    /// <exception cref="ControlDatabaseException">The database can't be used.</exception>
    public Task<IReadOnlyList<string>> RotateAsync(Action<string> tell, CancellationToken ct) =>
        InAsync(services => services.GetRequiredService<SecretRotation>().RunAsync(tell, ct), ct);

    /// <summary>Takes all keys away but the newest, when nothing needs them any more.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="ControlDatabaseException">Something may still need them; the message says what.</exception>
    public Task<int> ForgetOldAsync(CancellationToken ct) => InAsync(services => services.GetRequiredService<OldKeys>().ForgetAsync(ct), ct);

    private async Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work, CancellationToken ct)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time);
        services.AddControlPlane(options, catalogue);
        await using var provider = services.BuildServiceProvider();
        await ControlDatabase.MigrateAsync(provider, ct);
        await using var scope = provider.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }
}
