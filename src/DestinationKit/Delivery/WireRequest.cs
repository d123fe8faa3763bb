namespace Pintle.DestinationKit.Delivery;

/// <summary>A request exactly as it goes out; a retry sends the same bytes.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Url">Absolute URL with its query.</param>
/// <param name="Headers">In order; each name once, whatever its case.</param>
/// <param name="Body">Bytes of the body; empty = none.</param>
public sealed record WireRequest(
    string Method, string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body);
