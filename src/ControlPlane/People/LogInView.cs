using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Workspaces;

namespace Pintle.ControlPlane.People;

/// <summary>Who is logged in, and where they may do what.</summary>
internal sealed record LogInView(PersonView User, IReadOnlyList<OwnWorkspaceView> Workspaces)
{
    public static async Task<LogInView> OfAsync(StoredUser user, Actor actor, ControlContext db, CancellationToken ct) =>
        new(PersonView.Of(user), await OwnWorkspaceView.ListAsync(actor, db, ct));
}

/// <summary>A person, to themselves.</summary>
/// <param name="SecondFactor">Logging in needs a code.</param>
internal sealed record PersonView(string Id, string Name, string Email, bool SecondFactor)
{
    public static PersonView Of(StoredUser user) => new(user.Id, user.Name, user.Email!, user.TwoFactorEnabled);
}
