namespace Pintle.UserCode.Publishing;

/// <summary>
/// Tests versions, and puts them in force when all tests are good. A library is tested by the transformations that import it.
/// </summary>
/// <param name="store">Where versions are.</param>
/// <param name="runner">Runs the tests.</param>
/// <param name="credentials">What <c>getCredential</c> gives, by key.</param>
public sealed class Publisher(IRevisionStore store, UserCodeRunner runner, IReadOnlyDictionary<string, string> credentials)
{
    private readonly RevisionTester _tester = new(runner);

    /// <summary>Tests versions together: each transformation with those libraries among them, and with the published ones else.</summary>
    public async Task<PublishReport> TestAsync(IReadOnlyList<Revision> revisions, CancellationToken ct)
    {
        List<Revision> published = [.. await PublishedAsync(CodeKind.Library, ct)];
        if (revisions.Any(r => r.Kind == CodeKind.Library))
        {
            published.AddRange(await PublishedAsync(CodeKind.Transformation, ct));
        }

        return await _tester.TestAsync(revisions, published, credentials, ct);
    }

    /// <summary>Puts stored versions in force, all of them when all tests are good and none otherwise.</summary>
    /// <exception cref="RevisionException">The store refuses it.</exception>
    public async Task<PublishReport> PublishAsync(IReadOnlyList<Revision> revisions, CancellationToken ct)
    {
        var report = await TestAsync(revisions, ct);
        if (report.IsGood)
        {
            await store.PublishAsync(VersionIds(revisions, CodeKind.Transformation), VersionIds(revisions, CodeKind.Library), ct);
        }

        return report;
    }

    /// <summary>Makes a draft a version and puts that in force when all tests are good; otherwise nothing is stored.</summary>
    /// <exception cref="RevisionException">The store refuses it.</exception>
    public async Task<PublishReport> PublishAsync(Draft draft, CancellationToken ct)
    {
        var revision = await store.PrepareAsync(draft, ct);
        var report = await TestAsync([revision], ct);
        if (report.IsGood)
        {
            await store.AddAsync(revision, ct);
            await store.PublishAsync(VersionIds([revision], CodeKind.Transformation), VersionIds([revision], CodeKind.Library), ct);
        }

        return report;
    }

    private async Task<IEnumerable<Revision>> PublishedAsync(CodeKind kind, CancellationToken ct) => (await store.ListAsync(kind, ct)).Where(r => r.IsPublished);

    private static List<string> VersionIds(IReadOnlyList<Revision> revisions, CodeKind kind) => [.. revisions.Where(r => r.Kind == kind).Select(r => r.VersionId)];
}
