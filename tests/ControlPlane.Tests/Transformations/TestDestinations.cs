using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Destinations;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Transformations;

/// <summary>Destinations for tests of what they use.</summary>
internal static class TestDestinations
{
    /// <summary>Its id.</summary>
    public static async Task<string> AddAsync(ControlRig rig, string workspaceId, string name, string? transformationId = null)
    {
        await using var scope = rig.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ControlContext>();
        var destination = new StoredDestination
        {
            Id = Ids.New("dst"), WorkspaceId = workspaceId, Name = name, Type = "WEBHOOK", Enabled = true, Settings = "{}", RevisionId = "1", TransformationId = transformationId,
        };
        db.Destinations.Add(destination);
        await db.SaveChangesAsync();
        return destination.Id;
    }
}
