namespace Pintle.Gateway;

/// <summary>What the gateway says about the server.</summary>
/// <param name="Version">Version of the product.</param>
/// <param name="Commit">Commit it was built from; empty when unknown.</param>
/// <param name="IsStoreUpAsync">Does the store answer?</param>
/// <param name="LastSync">When the configuration was last read; null before.</param>
/// <param name="ConfigurationMode"><c>JSON</c> for a file, <c>API</c> for a control plane.</param>
public sealed record GatewayInfo(
    string Version, string Commit, Func<CancellationToken, Task<bool>> IsStoreUpAsync, Func<DateTimeOffset?> LastSync, string ConfigurationMode);
