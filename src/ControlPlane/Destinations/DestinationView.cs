using System.Text.Json;

namespace Pintle.ControlPlane.Destinations;

/// <summary>
/// A destination as the API shows it. To change it, send a merge patch of what differs. A secret that the patch doesn't name stays, null takes it away, a value replaces it.
/// A list is sent whole; its rows come without their secrets, and a row that is sent back as it came keeps its own, wherever it stands then. A row that is changed needs its secret anew.
/// </summary>
/// <param name="Settings">Without the secrets.</param>
/// <param name="Secrets">The secrets that are set, by path: <c>apiKey</c>, <c>headers[1].to</c>. Each is true.</param>
/// <param name="RevisionId">Another one whenever settings or secrets change.</param>
internal sealed record DestinationView(
    string Id, string Name, string Type, bool Enabled, bool Paused, JsonElement Settings, IReadOnlyDictionary<string, bool> Secrets, string RevisionId,
    string? TransformationId, string? AccountId, string? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? DeletedAt, int Version);
