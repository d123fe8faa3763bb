namespace Pintle.Workspace.SourceConfig;

/// <summary>Finds what SDKs are answered: of the workspace that a data plane serves, or of every workspace of a control plane.</summary>
public interface ISourceConfigs
{
    /// <summary>The answer for who shows this write key.</summary>
    ValueTask<SourceConfigAnswer> FindAsync(string writeKey, CancellationToken ct);
}
