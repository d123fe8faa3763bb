using System.Text.Json;

namespace Pintle.Workspace;

/// <summary>An account at a vendor that somebody has connected by OAuth, and that a destination delivers through.</summary>
/// <param name="Id">Of the account.</param>
/// <param name="WorkspaceId">Of its workspace.</param>
/// <param name="Secret">Its tokens, when the workspace document holds them; undefined otherwise.</param>
public sealed record OAuthAccount(string Id, string WorkspaceId, JsonElement Secret);
