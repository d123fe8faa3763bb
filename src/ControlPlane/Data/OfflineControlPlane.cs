using Microsoft.Extensions.DependencyInjection;
using Pintle.DestinationKit;

namespace Pintle.ControlPlane.Data;

/// <summary>The control plane's parts without its server, for commands that run beside it.</summary>
/// <param name="Options">Of the servers.</param>
/// <param name="Catalogue">Kinds of destinations.</param>
/// <param name="Time">The clock.</param>
public sealed record OfflineControlPlane(ControlPlaneOptions Options, DestinationCatalogue Catalogue, TimeProvider Time)
{
    /// <exception cref="ControlDatabaseException">The database can't be used.</exception>
    internal async Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work, CancellationToken ct)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(Time);
        services.AddControlPlane(Options, Catalogue);
        await using var provider = services.BuildServiceProvider();
        await ControlDatabase.MigrateAsync(provider, ct);
        await using var scope = provider.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }
}
