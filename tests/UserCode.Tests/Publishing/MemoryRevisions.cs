using Pintle.UserCode.Publishing;

namespace Pintle.UserCode.Tests.Publishing;

/// <summary>Versions that a test has made up.</summary>
internal sealed class MemoryRevisions(params IEnumerable<Revision> revisions) : IRevisionStore
{
    public List<Revision> All { get; } = [.. revisions];

    /// <summary>Versions that were put in force.</summary>
    public List<string> Published { get; } = [];

    public static Revision Transformation(string id, string code, bool isPublished = false, params TestCase[] tests) =>
        new() { Kind = CodeKind.Transformation, Id = id, VersionId = $"{id}-1", Name = id, Code = code, IsPublished = isPublished, Tests = tests };

    public static Revision Library(string id, string version, string code, bool isPublished = false) =>
        new() { Kind = CodeKind.Library, Id = id, VersionId = version, Name = id, Handle = id, Code = code, IsPublished = isPublished };

    public Task<IReadOnlyList<Revision>> ListAsync(CodeKind kind, CancellationToken ct) => Task.FromResult<IReadOnlyList<Revision>>([.. All.Where(r => r.Kind == kind)]);

    public Task<Revision?> FindAsync(CodeKind kind, string versionId, CancellationToken ct) => Task.FromResult(All.Find(r => r.Kind == kind && r.VersionId == versionId));

    public Task<Revision> PrepareAsync(Draft draft, CancellationToken ct) => Task.FromResult(
        new Revision { Kind = draft.Kind, Id = draft.Id, VersionId = $"{draft.Id}-next", Name = draft.Name, Handle = draft.Id, Code = draft.Code, Tests = draft.Tests ?? [] });

    public Task AddAsync(Revision revision, CancellationToken ct)
    {
        All.Add(revision);
        return Task.CompletedTask;
    }

    public Task PublishAsync(IReadOnlyList<string> transformations, IReadOnlyList<string> libraries, CancellationToken ct)
    {
        Published.AddRange([.. transformations, .. libraries]);
        return Task.CompletedTask;
    }
}
