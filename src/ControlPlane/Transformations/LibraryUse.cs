using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Transformations;

/// <summary>Finds which transformations import a library, in the version that is in force or in the newest.</summary>
internal sealed class LibraryUse(CodeQueries queries, CodeChecks checks)
{
    /// <summary>Of each library of a workspace the transformations that import it, by the library's id.</summary>
    /// <param name="items">Of one workspace; transformations among them are imported by none.</param>
    public async Task<ILookup<string, UsedBy>> ImportersAsync(IReadOnlyList<StoredTransformation> items, CancellationToken ct)
    {
        var found = new HashSet<(string LibraryId, UsedBy By)>();
        List<StoredTransformation> libraries = [.. items.Where(i => i.IsLibrary)];
        foreach (var code in libraries.Count == 0 ? [] : await queries.InUseAsync(libraries[0].WorkspaceId, ct))
        {
            foreach (var library in libraries)
            {
                if (await checks.ImportsAsync(code.Version, library.ImportName, ct))
                {
                    found.Add((library.Id, new UsedBy("transformation", code.Item.Id, code.Item.Name)));
                }
            }
        }

        return found.ToLookup(f => f.LibraryId, f => f.By);
    }
}
