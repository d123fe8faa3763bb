namespace Pintle.ControlPlane.Publishing;

/// <summary>What data planes work from: one workspace as it was at one revision. Immutable.</summary>
/// <param name="WorkspaceId">Of the workspace.</param>
/// <param name="Revision">Of the workspace.</param>
/// <param name="Document">As data planes read it.</param>
/// <param name="RevisedAt">When it last changed.</param>
/// <param name="TokenHash">Of the token by which data planes ask for it.</param>
internal sealed record Configuration(string WorkspaceId, long Revision, ConfigurationDocument Document, DateTimeOffset RevisedAt, string TokenHash)
{
    /// <summary>An ETag of the document.</summary>
    public string Tag => Document.Tag;
}
