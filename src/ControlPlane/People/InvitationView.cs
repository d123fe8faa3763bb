using System.Text.Json.Serialization;
using Pintle.ControlPlane.Access;

namespace Pintle.ControlPlane.People;

/// <summary>Who is invited.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record InvitationInput(string Email, Role Role);

/// <summary>An invitation as the API shows it.</summary>
/// <param name="InvitedBy">Id of the person who did.</param>
internal sealed record InvitationView(string Id, string Email, Role Role, string InvitedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>What who is invited needs to accept: only in the answer to its making.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    public static InvitationView Of(StoredInvitation invitation) =>
        new(invitation.Id, invitation.Email, invitation.Role, invitation.InvitedBy, invitation.CreatedAt, invitation.ExpiresAt);
}
