using System.Text.Json.Serialization;
using Pintle.ControlPlane.Access;

namespace Pintle.ControlPlane.Tokens;

/// <summary>A token as the API shows it.</summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="LastUsedAt">To the minute; null: never.</param>
internal sealed record TokenView(string Id, string UserId, string UserEmail, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt)
{
    /// <summary>The token itself: only in the answer to its making.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }

    public static TokenView Of(StoredToken token, string email) =>
        new(token.Id, token.UserId, email, token.Name, token.Role, token.CreatedAt, token.ExpiresAt, token.LastUsedAt);
}
