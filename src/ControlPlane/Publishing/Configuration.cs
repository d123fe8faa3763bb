namespace Pintle.ControlPlane.Publishing;

/// <summary>What data planes work from: one workspace as it was at one revision. Immutable.</summary>
/// <param name="WorkspaceId">Of the workspace.</param>
/// <param name="Revision">Of the workspace.</param>
/// <param name="Document">UTF-8 JSON (workspace-config.md §4), with secrets.</param>
/// <param name="Tag">An ETag of the document.</param>
/// <param name="RevisedAt">When it last changed.</param>
/// <param name="TokenHash">Of the token by which data planes ask for it.</param>
internal sealed record Configuration(string WorkspaceId, long Revision, ReadOnlyMemory<byte> Document, string Tag, DateTimeOffset RevisedAt, string TokenHash);
