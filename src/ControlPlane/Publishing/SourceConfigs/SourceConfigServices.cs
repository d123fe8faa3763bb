using Microsoft.Extensions.DependencyInjection;
using Pintle.Workspace.SourceConfig;

namespace Pintle.ControlPlane.Publishing.SourceConfigs;

/// <summary>What serves <c>/sourceConfig</c> of every workspace.</summary>
internal static class SourceConfigServices
{
    public static void AddSourceConfigs(this IServiceCollection services)
    {
        services.AddSingleton<PublishedSourceConfigs>();
        services.AddSingleton<ISourceConfigs>(static s => s.GetRequiredService<PublishedSourceConfigs>());
        services.AddHostedService<SourceConfigWatch>();
        services.AddHostedService<RevisionListener>();
    }
}
