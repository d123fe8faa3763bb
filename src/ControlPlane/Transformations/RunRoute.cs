using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Credentials;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.UserCode;
using Pintle.UserCode.Code;
using Pintle.UserCode.Publishing;

namespace Pintle.ControlPlane.Transformations;

/// <summary><c>POST /api/v1/workspaces/{workspaceId}/transformations/run</c></summary>
internal static class RunRoute
{
    private const string Name = "transformation";

    public static void Map(RouteGroupBuilder workspace) => workspace.MapPost("/transformations/run", RunAsync).Needs(Role.Editor).WithTags("Transformations")
        .WithName("runTransformation").WithSummary("Runs code on events and stores nothing. It has the workspace's credentials, and its published libraries where none are given.");

    private static async Task<Ok<RunAnswer>> RunAsync(
        string workspaceId, RunInput input, CodeQueries queries, CredentialValues credentials, CodeTester tester, TimeProvider time, CancellationToken ct)
    {
        ApiException.ThrowIfAny(input.Problems());

        // Workers remember code by its version.
        var id = Ids.New("run");
        var given = input.Libraries.Select(l => new LibraryCode($"{id} {l.ImportName}", l.ImportName, l.Code) { Language = l.Language });
        var published = (await queries.PublishedAsync(workspaceId, CodeKind.Library, ct)).Where(p => input.Libraries.All(l => l.ImportName != p.Item.ImportName))
            .Select(p => new LibraryCode(p.Version.Id, p.Item.ImportName, p.Version.Code) { Language = p.Version.Language });
        var code = new TransformationCode(id, Name, input.Code, [.. given, .. published]) { Language = input.Language };
        var test = new TestCase(id, input.Events, default, input.Metadata ?? default);
        try
        {
            var values = await credentials.ReadAsync(workspaceId, ct);
            var begun = time.GetTimestamp();
            var result = await tester.TryAsync(code, test, values, ct);
            return TypedResults.Ok(RunAnswer.Of(result, input.Events.GetArrayLength(), time.GetElapsedTime(begun)));
        }
        catch (UserCodeSuspendedException suspended)
        {
            throw ApiException.Conflict(suspended.Message);
        }
    }
}
