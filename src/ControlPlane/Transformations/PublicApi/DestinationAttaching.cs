using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Transformations.PublicApi;

/// <summary>Leads events of destinations through a transformation, in the place of the one that they had.</summary>
internal sealed class DestinationAttaching(ControlContext db)
{
    /// <exception cref="ApiException">There is no such destination in the workspace.</exception>
    public async Task AttachAsync(Change change, StoredTransformation item, IReadOnlyList<string> ids, CancellationToken ct)
    {
        foreach (var id in ids.Distinct())
        {
            var destination = await db.Destinations.FirstOrDefaultAsync(d => d.WorkspaceId == item.WorkspaceId && d.Id == id && d.DeletedAt == null, ct)
                ?? throw ApiException.Invalid("destinationIds", $"There is no destination \"{id}\".");
            var before = new { destination.TransformationId };
            destination.TransformationId = item.Id;
            change.Note("updated", "destination", (id, destination.Name), before, () => new { TransformationId = item.Id });
        }
    }
}
