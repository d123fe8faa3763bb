using System.Text.Json;

namespace Pintle.ControlPlane.Auditing;

/// <summary>An entry of the audit log as the API shows it.</summary>
/// <param name="UserId">Who; null: nobody who had logged in.</param>
/// <param name="UserName">Its name now; null: it is not there any more.</param>
/// <param name="UserEmail">Its address then.</param>
/// <param name="TokenId">The token that was used; null: a browser.</param>
/// <param name="Before">What it was; null: it was not there.</param>
/// <param name="After">What it is since; null: it is not there any more.</param>
/// <param name="Revision">The workspace's since then.</param>
/// <param name="Address">Where the request came from.</param>
internal sealed record AuditView(
    string Id, DateTimeOffset At, string? UserId, string? UserName, string UserEmail, string? TokenId, string Action, string TargetType, string TargetId, string TargetName,
    JsonElement? Before, JsonElement? After, long Revision, string Address)
{
    public static AuditView Of(StoredAuditEntry entry, IReadOnlyDictionary<string, string> names) => new(
        entry.Id, entry.At, entry.UserId, entry.UserId is { } id ? names.GetValueOrDefault(id) : null, entry.UserEmail, entry.TokenId, entry.Action, entry.TargetType,
        entry.TargetId, entry.TargetName, Parse(entry.Before), Parse(entry.After), entry.Revision, entry.Address);

    private static JsonElement? Parse(string? view) => view is null ? null : JsonElement.Parse(view);
}
