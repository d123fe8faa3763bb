using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.People;

namespace Pintle.ControlPlane.Workspaces;

/// <summary>Makes workspaces.</summary>
internal sealed class Founding(ControlContext db, Changes changes, SecretBox secrets, NewPeople people, BrowserSessions sessions, TimeProvider time)
{
    /// <summary>A workspace in which somebody is the administrator.</summary>
    public Task<StoredWorkspace> MakeAsync(string name, Func<Task<string>> admin, CancellationToken ct)
    {
        var (_, hash, hidden) = WorkspaceTokens.New(secrets);
        var workspace = new StoredWorkspace { Id = Ids.New("ws"), Name = name, TokenHash = hash, ProtectedToken = hidden };
        return changes.FoundAsync(workspace, async change =>
        {
            db.Members.Add(new StoredMember { WorkspaceId = workspace.Id, UserId = await admin(), Role = Role.Admin, CreatedAt = time.GetUtcNow() });
            change.Note("created", "workspace", (workspace.Id, name), before: null, () => WorkspaceView.Of(workspace));
            return workspace;
        }, ct);
    }

    /// <summary>The first workspace, with the first person.</summary>
    public async Task<Created<LogInView>> FirstAsync(HttpContext context, FirstRunInput input, CancellationToken ct)
    {
        ApiException.ThrowIfAny(input.Problems());

        StoredUser? user = null;
        await MakeAsync(input.WorkspaceName, async () =>
        {
            user = await people.AddAsync(input.Name, input.Email, input.Password);
            context.Features.Set(new Actor(user.Id, user.Email!));
            return user.Id;
        }, ct);
        await sessions.BeginAsync(context, user!, ct);
        return TypedResults.Created("/api/v1/session", await LogInView.OfAsync(user!, Actor.Of(context), db, ct));
    }
}
