using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pintle.UserCode.Code;

namespace Pintle.UserCode.Publishing;

/// <summary>
/// Tests versions, and puts them in force when all tests are good. A library is tested by the transformations that import it.
/// </summary>
/// <param name="store">Where versions are.</param>
/// <param name="runner">Runs the tests.</param>
/// <param name="credentials">What <c>getCredential</c> gives, by key.</param>
public sealed class Publisher(IRevisionStore store, UserCodeRunner runner, IReadOnlyDictionary<string, string> credentials)
{
    private static readonly TestCase Loads = TestCase.Sample with { Name = "compiles and loads" };

    private readonly CodeTester _tester = new(runner);

    /// <summary>Tests versions together: each transformation with those libraries among them, and with the published ones else.</summary>
    public async Task<PublishReport> TestAsync(IReadOnlyList<Revision> revisions, CancellationToken ct)
    {
        List<Revision> given = [.. revisions.Where(r => r.Kind == CodeKind.Library)];
        List<Revision> libraries = [.. (await PublishedAsync(CodeKind.Library, ct)).Where(p => given.TrueForAll(g => g.Id != p.Id)), .. given];
        List<Revision> transformations = [.. revisions.Where(r => r.Kind == CodeKind.Transformation)];
        if (given.Count > 0)
        {
            transformations.AddRange((await PublishedAsync(CodeKind.Transformation, ct)).Where(p => transformations.TrueForAll(t => t.Id != p.Id) && given.Exists(l => MayImport(p, l))));
        }

        var tested = new List<TestedRevision>();
        foreach (var library in given)
        {
            tested.Add(new TestedRevision(library, [await _tester.RunAsync(Importing(library), Loads, credentials, ct)]));
        }

        foreach (var transformation in transformations)
        {
            tested.Add(await TestAsync(transformation, libraries, ct));
        }

        return new PublishReport(tested);
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

    private async Task<TestedRevision> TestAsync(Revision transformation, IReadOnlyList<Revision> libraries, CancellationToken ct)
    {
        var code = CodeOf(transformation, libraries);
        var results = new List<CaseResult>();
        foreach (var test in transformation.Tests is { Count: > 0 } own ? own : [TestCase.Sample])
        {
            results.Add(await _tester.RunAsync(code, test, credentials, ct));
        }

        return new TestedRevision(transformation, results);
    }

    private async Task<IEnumerable<Revision>> PublishedAsync(CodeKind kind, CancellationToken ct) => (await store.ListAsync(kind, ct)).Where(r => r.IsPublished);

    // To be named in quotes is not to be imported: then it is tested without need. Of what is written in escapes nothing is known here.
    private static bool MayImport(Revision transformation, Revision library) =>
        transformation.Code.Contains($"\"{library.Handle}\"", StringComparison.Ordinal) || transformation.Code.Contains($"'{library.Handle}'", StringComparison.Ordinal);

    private static TransformationCode Importing(Revision library) => CodeOf(
        library with { Code = $"import * as library from {JsonSerializer.Serialize(library.Handle)};\nexport function transformEvent(event) {{ return event }}" }, [library]);

    // Workers remember code by its version: what isn't stored yet may be another at the next test.
    private static TransformationCode CodeOf(Revision revision, IReadOnlyList<Revision> libraries)
    {
        var parts = string.Join('\0', libraries.Select(l => l.Code).Prepend(revision.Code));
        return new TransformationCode(
            $"{revision.VersionId} tested as {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)))[..16]}", revision.Name, revision.Code,
            [.. libraries.Select(l => new LibraryCode(l.VersionId, l.Handle, l.Code) { Language = l.Language })])
        { CodeVersion = revision.CodeVersion, Language = revision.Language };
    }

    private static List<string> VersionIds(IReadOnlyList<Revision> revisions, CodeKind kind) => [.. revisions.Where(r => r.Kind == kind).Select(r => r.VersionId)];
}
