namespace Pintle.ControlPlane.Credentials;

/// <summary>A credential as the API shows it.</summary>
/// <param name="Value">Null: it is secret.</param>
/// <param name="IsSet">It has a value.</param>
internal sealed record CredentialView(string Id, string Key, string? Value, bool IsSecret, bool IsSet, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version);
