using Pintle.UserCode.Publishing;
using Pintle.Workspace;

namespace Pintle.Server.Transformations;

/// <summary>The same version in the words of the workspace and in those of user code.</summary>
internal static class RevisionReading
{
    /// <summary>Versions of a snapshot, as the document has them.</summary>
    public static IReadOnlyList<Revision> Of(WorkspaceSnapshot snapshot, CodeKind kind)
    {
        if (kind == CodeKind.Library)
        {
            return [.. snapshot.LibraryVersions.Values.Select(l => FromLibrary(l, snapshot.Libraries.Contains(l.VersionId)))];
        }

        var used = snapshot.SourcesById.Values.SelectMany(s => s.Destinations).SelectMany(d => d.Transformations.Take(1)).Select(t => t.VersionId).ToHashSet();
        return [.. snapshot.TransformationVersions.Values.Select(t => FromTransformation(t, t.IsPublished || used.Contains(t.VersionId)))];
    }

    public static TransformationVersion ToTransformation(Revision revision) => new()
    {
        Id = revision.Id,
        VersionId = revision.VersionId,
        Name = revision.Name,
        Code = revision.Code,
        CodeVersion = revision.CodeVersion,
        Language = revision.Language,
        Description = revision.Description,
        CreatedAt = revision.CreatedAt,
        Tests = [.. revision.Tests.Select(t => new CodeTest(t.Name, t.Events, t.Expected, t.Metadata))],
    };

    public static LibraryVersion ToLibrary(Revision revision) => new()
    {
        Id = revision.Id,
        VersionId = revision.VersionId,
        Name = revision.Name,
        Handle = revision.Handle,
        Code = revision.Code,
        Language = revision.Language,
        Description = revision.Description,
        CreatedAt = revision.CreatedAt,
    };

    private static Revision FromTransformation(TransformationVersion version, bool isPublished) => new()
    {
        Kind = CodeKind.Transformation,
        Id = version.Id,
        VersionId = version.VersionId,
        Name = version.Name,
        Code = version.Code,
        CodeVersion = version.CodeVersion,
        Language = version.Language,
        Description = version.Description,
        CreatedAt = version.CreatedAt,
        IsPublished = isPublished,
        Tests = [.. version.Tests.Select(t => new TestCase(t.Name, t.Events, t.Expected, t.Metadata))],
    };

    private static Revision FromLibrary(LibraryVersion version, bool isPublished) => new()
    {
        Kind = CodeKind.Library,
        Id = version.Id,
        VersionId = version.VersionId,
        Name = version.Name,
        Handle = version.Handle,
        Code = version.Code,
        Language = version.Language,
        Description = version.Description,
        CreatedAt = version.CreatedAt,
        IsPublished = isPublished,
    };
}
