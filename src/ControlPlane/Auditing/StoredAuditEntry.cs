using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Auditing;

/// <summary>Somebody changed something.</summary>
internal sealed class StoredAuditEntry : IStored
{
    /// <summary>In the order in which they happened.</summary>
    public required string Id { get; set; }

    /// <summary>Empty: of the whole installation.</summary>
    public required string WorkspaceId { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Who; null: nobody who had logged in.</summary>
    public string? UserId { get; set; }

    /// <summary>The person's address then.</summary>
    public required string UserEmail { get; set; }

    /// <summary>The token that was used; null: a browser.</summary>
    public string? TokenId { get; set; }

    /// <summary><c>created</c>, <c>updated</c>, <c>deleted</c>, …</summary>
    public required string Action { get; set; }

    /// <summary><c>source</c>, <c>destination</c>, <c>member</c>, …</summary>
    public required string TargetType { get; set; }

    public required string TargetId { get; set; }

    public required string TargetName { get; set; }

    /// <summary>What it was, as the API shows it, so without secrets; null: it was not there.</summary>
    public string? Before { get; set; }

    /// <summary>What it is since.</summary>
    public string? After { get; set; }

    /// <summary>The workspace's revision since then.</summary>
    public long Revision { get; set; }

    /// <summary>Where the request came from.</summary>
    public required string Address { get; set; }
}
