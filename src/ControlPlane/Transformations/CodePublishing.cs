using System.Globalization;
using Microsoft.AspNetCore.Http;
using Pintle.ControlPlane.Credentials;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.UserCode.Publishing;

namespace Pintle.ControlPlane.Transformations;

/// <summary>Puts versions in force: all of them when all tests are good, and none otherwise.</summary>
internal sealed class CodePublishing(CodeQueries queries, CredentialValues credentials, RevisionTester tester, Changes changes)
{
    /// <summary>Puts stored versions in force.</summary>
    /// <exception cref="ApiException">A test is not good.</exception>
    public Task<IReadOnlyList<StoredTransformation>> PublishAsync(string workspaceId, IReadOnlyList<EditedCode> codes, CancellationToken ct) =>
        WhenGoodAsync<IReadOnlyList<StoredTransformation>>(workspaceId, [.. codes.Select(c => c.ToRevision())], async change =>
        {
            var published = new List<StoredTransformation>();
            foreach (var code in codes)
            {
                var item = await queries.FindLivingAsync(workspaceId, code.Item.KindOf(), code.Item.Id, ct);
                Publish(change, item, code.Version, (await queries.NewestAsync(item, ct)).Id);
                published.Add(item);
            }

            return published;
        }, ct);

    /// <summary>Makes a change after the versions that it publishes were tested, together with what is in force.</summary>
    /// <exception cref="ApiException">A test is not good, or something else came in force meanwhile.</exception>
    public async Task<T> WhenGoodAsync<T>(string workspaceId, IReadOnlyList<Revision> revisions, Func<Change, Task<T>> make, CancellationToken ct)
    {
        // Tests take their time: they are not in the transaction. A transformation is tested with libraries, a library with transformations too.
        IReadOnlyList<CodeKind> kinds = revisions.Any(r => r.Kind == CodeKind.Library) ? [CodeKind.Library, CodeKind.Transformation] : [CodeKind.Library];
        var published = new List<Revision>();
        foreach (var kind in kinds)
        {
            published.AddRange((await queries.PublishedAsync(workspaceId, kind, ct)).Select(c => c.ToRevision()));
        }

        var report = await tester.TestAsync(revisions, published, await credentials.ReadAsync(workspaceId, ct), ct);
        if (!report.IsGood)
        {
            throw ProblemOf(report);
        }

        return await changes.MakeAsync(workspaceId, async change =>
            (await queries.PublishedIdsAsync(workspaceId, kinds, ct)).SetEquals(published.Select(p => p.VersionId))
                ? await make(change)
                : throw ApiException.Conflict("Something else was published while the tests ran, so they have to run again. Publish again."), ct);
    }

    /// <summary>Puts a version in force, inside a change.</summary>
    public static void Publish(Change change, StoredTransformation item, StoredCodeVersion version, string newestId)
    {
        var before = AuditedCode.Of(item, newestId);
        item.PublishedVersionId = version.Id;
        change.Note("published", item.KindOf().Word(), (item.Id, item.Name), before, () => AuditedCode.Of(item, newestId));
    }

    private static ApiException ProblemOf(PublishReport report)
    {
        List<FailedTest> failed = [.. report.Tested.SelectMany(t => t.Results.Where(r => r.Verdict != TestVerdict.Passed).Select(r => FailedTest.Of(t.Revision, r)))];
        List<string> sentences = [.. failed.Select(test => test.ToString())];
        return new ApiException(StatusCodes.Status422UnprocessableEntity, $"Nothing was published. {string.Join(' ', sentences)}")
        {
            Errors = new Dictionary<string, string[]> { ["tests"] = [.. sentences] },
            More = new Dictionary<string, object?> { ["failedTests"] = failed },
        };
    }
}

/// <summary>A test that speaks against publishing.</summary>
/// <param name="Type"><c>transformation</c> or <c>library</c>.</param>
/// <param name="Test">Name of the test.</param>
/// <param name="Event">Place of the event that has an error, from 0; null: no one in particular.</param>
/// <param name="Error">The error's text, or the first difference to what was expected.</param>
internal sealed record FailedTest(string Type, string Id, string Name, string Test, int? Event, string Error)
{
    public static FailedTest Of(Revision revision, CaseResult result) => new(
        revision.Kind.Word(), revision.Id, revision.Name, result.Name,
        result.FailedEvent < 0 ? null : result.FailedEvent, result.Reason);

    public override string ToString()
    {
        var place = Event is { } number ? string.Create(CultureInfo.InvariantCulture, $", event {number}") : "";
        return $"The test \"{Test}\" of the {Type} \"{Name}\" fails{place}: {Error}";
    }
}
