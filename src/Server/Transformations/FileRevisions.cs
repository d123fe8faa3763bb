using Pintle.UserCode.Publishing;
using Pintle.Workspace;
using Pintle.Workspace.Files;
using Pintle.Workspace.Reading;

namespace Pintle.Server.Transformations;

/// <summary>Versions in the workspace file. Destinations that have one, and <c>libraries</c>, say which are in force.</summary>
internal sealed class FileRevisions(WorkspaceDocument document, TimeProvider time) : IRevisionStore
{
    public async Task<IReadOnlyList<Revision>> ListAsync(CodeKind kind, CancellationToken ct) =>
        RevisionReading.Of(await AskAsync(document.ReadAsync(ct)), kind);

    public async Task<Revision?> FindAsync(CodeKind kind, string versionId, CancellationToken ct) =>
        (await ListAsync(kind, ct)).FirstOrDefault(r => r.VersionId == versionId);

    public async Task<Revision> PrepareAsync(Draft draft, CancellationToken ct)
    {
        var known = await ListAsync(draft.Kind, ct);
        var former = known.LastOrDefault(r => r.Id == draft.Id);
        var (id, name) = (draft.Id, draft.Name.Length > 0 ? draft.Name : former?.Name ?? draft.Id);
        if (id.Length == 0 && ((id = LibraryHandle.Of(name)).Length == 0 || known.Any(r => r.Id == id)))
        {
            throw new RevisionException(id.Length == 0 ? $"\"{name}\" gives no id; a name needs a letter or a digit." : $"There is one with the id \"{id}\" already.");
        }

        if (former?.CodeVersion == "0")
        {
            throw new RevisionException($"\"{former.Name}\" is of code version 0, which takes no new versions: make a new transformation of it.");
        }

        var number = known.Count(r => r.Id == id) + 1;
        while (known.Any(r => r.VersionId == $"{id}-{number}"))
        {
            number++;
        }

        return new Revision
        {
            Kind = draft.Kind,
            Id = id,
            VersionId = $"{id}-{number}",
            Name = name,
            Code = draft.Code,
            Language = draft.Language,
            CreatedAt = time.GetUtcNow(),
            Handle = draft.Kind == CodeKind.Library ? former?.Handle ?? LibraryHandle.Of(name) : "",
            Description = draft.Description ?? former?.Description ?? "",
            Tests = draft.Tests ?? former?.Tests ?? [],
        };
    }

    public Task AddAsync(Revision revision, CancellationToken ct) => AskAsync(revision.Kind == CodeKind.Transformation
        ? document.AddAsync([RevisionReading.ToTransformation(revision)], [], ct)
        : document.AddAsync([], [RevisionReading.ToLibrary(revision)], ct));

    public Task PublishAsync(IReadOnlyList<string> transformations, IReadOnlyList<string> libraries, CancellationToken ct) =>
        AskAsync(document.PublishAsync(transformations, libraries, ct));

    private static async Task<T> AskAsync<T>(Task<T> asked)
    {
        await AskAsync((Task)asked);
        return await asked;
    }

    private static async Task AskAsync(Task asked)
    {
        try
        {
            await asked;
        }
        catch (Exception wrong) when (wrong is WorkspaceException or IOException or UnauthorizedAccessException)
        {
            throw new RevisionException(wrong.Message, wrong);
        }
    }
}
