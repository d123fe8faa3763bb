using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Http;
using Pintle.UserCode.Publishing;

namespace Pintle.ControlPlane.Transformations.PublicApi;

/// <summary><c>POST /transformations/libraries/publish</c></summary>
internal static class PublicPublishing
{
    public static async Task<Ok<Dictionary<string, bool>>> PublishAsync(
        PublicPublishInput input, PublicAccess access, CodeQueries queries, CodePublishing publishing, CancellationToken ct)
    {
        var (workspaceId, _) = await access.OfAsync(Role.Editor, ct);
        var codes = new List<EditedCode>();
        foreach (var (kind, version) in Versions(input))
        {
            codes.Add(With(version, await queries.ByVersionAsync(workspaceId, kind, version.VersionId, ct)));
        }

        if (codes.Count == 0)
        {
            throw ApiException.Invalid("transformations", "Name the versions to publish, in transformations, in libraries or in both.");
        }

        if (codes.GroupBy(c => c.Item.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw ApiException.Invalid("transformations", $"Two versions of \"{twice.First().Item.Name}\" are named; only one can be in force.");
        }

        await publishing.PublishAsync(workspaceId, codes, ct);
        return TypedResults.Ok(new Dictionary<string, bool> { ["published"] = true });
    }

    private static IEnumerable<(CodeKind Kind, PublicVersion Version)> Versions(PublicPublishInput input) =>
        (input.Transformations ?? []).Select(v => (CodeKind.Transformation, v)).Concat((input.Libraries ?? []).Select(v => (CodeKind.Library, v)));

    // It is tested with these events only this time: the version stays what it is.
    private static EditedCode With(PublicVersion version, EditedCode code)
    {
        if (version.TestInput is not { Length: > 0 } text || code.Item.IsLibrary)
        {
            return code;
        }

        try
        {
            var events = JsonElement.Parse(text);
            if (TestInput.AreEvents(events) && events.GetArrayLength() > 0)
            {
                code.Version.Tests = TestInput.Write([new TestInput { Name = "testInput", Events = events }]);
                return code;
            }
        }
        catch (JsonException)
        {
            // It is told below, with what else testInput can't be.
        }

        throw ApiException.Invalid("testInput", $"The testInput of \"{version.VersionId}\" must be the JSON text of a list of one or more events.");
    }
}
