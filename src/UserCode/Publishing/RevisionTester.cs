using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pintle.UserCode.Code;

namespace Pintle.UserCode.Publishing;

/// <summary>Tests versions that are to be published together. A library is tested by the transformations that import it.</summary>
/// <param name="runner">Runs the tests.</param>
public sealed class RevisionTester(UserCodeRunner runner)
{
    private static readonly TestCase Loads = TestCase.Sample with { Name = "compiles and loads" };

    private readonly CodeTester _tester = new(runner);

    /// <summary>Tests each transformation with those libraries among the versions, and with the published ones else.</summary>
    /// <param name="revisions">Are to be published.</param>
    /// <param name="published">The versions in force: libraries, and transformations that may import libraries among the versions.</param>
    /// <param name="credentials">What <c>getCredential</c> gives, by key.</param>
    public async Task<PublishReport> TestAsync(
        IReadOnlyList<Revision> revisions, IReadOnlyList<Revision> published, IReadOnlyDictionary<string, string> credentials, CancellationToken ct)
    {
        List<Revision> given = [.. revisions.Where(r => r.Kind == CodeKind.Library)];
        List<Revision> libraries = [.. published.Where(p => p.Kind == CodeKind.Library && given.TrueForAll(g => g.Id != p.Id)), .. given];
        List<Revision> transformations = [.. revisions.Where(r => r.Kind == CodeKind.Transformation)];
        transformations.AddRange(published.Where(p => p.Kind == CodeKind.Transformation && transformations.TrueForAll(t => t.Id != p.Id) && given.Exists(l => MayImport(p, l))));

        var tested = new List<TestedRevision>();
        foreach (var library in given)
        {
            tested.Add(new TestedRevision(library, [await _tester.RunAsync(Importing(library), Loads, credentials, ct)]));
        }

        foreach (var transformation in transformations)
        {
            tested.Add(await TestAsync(transformation, libraries, credentials, ct));
        }

        return new PublishReport(tested);
    }

    private async Task<TestedRevision> TestAsync(Revision transformation, IReadOnlyList<Revision> libraries, IReadOnlyDictionary<string, string> credentials, CancellationToken ct)
    {
        var code = CodeOf(transformation, libraries);
        var results = new List<CaseResult>();
        foreach (var test in transformation.Tests is { Count: > 0 } own ? own : [TestCase.Sample])
        {
            results.Add(await _tester.RunAsync(code, test, credentials, ct));
        }

        return new TestedRevision(transformation, results);
    }

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
}
