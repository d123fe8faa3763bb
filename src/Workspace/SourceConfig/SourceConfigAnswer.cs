using System.Security.Cryptography;

namespace Pintle.Workspace.SourceConfig;

/// <summary>What an SDK is answered about its source: written once, sent often. Immutable.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Body">UTF-8 JSON.</param>
/// <param name="Tag">Its ETag; empty: it is not for keeping.</param>
public sealed record SourceConfigAnswer(int Status, ReadOnlyMemory<byte> Body, string Tag)
{
    /// <summary>No source has the write key. SDKs of apps stop for good when they hear it.</summary>
    public static SourceConfigAnswer UnknownKey { get; } = new(400, """{"message":"Invalid write key"}"""u8.ToArray(), "");

    /// <summary>Which write keys there are is not known yet: to be asked again.</summary>
    public static SourceConfigAnswer NotYet { get; } = new(503, """{"message":"The configuration is not there yet"}"""u8.ToArray(), "");

    /// <summary>The configuration of a source, as one revision of the workspace has it.</summary>
    public static SourceConfigAnswer Of(Source source, WorkspaceSnapshot snapshot)
    {
        var body = SourceConfigDocument.Write(source, snapshot);
        return new SourceConfigAnswer(200, body, $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"");
    }
}
