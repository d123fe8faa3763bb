using Pintle.UserCode.Code;

namespace Pintle.UserCode.Running;

/// <summary>Events for one transformation, run together in a fresh context.</summary>
/// <param name="Code">The version that runs.</param>
/// <param name="Events">UTF-8 JSON: a list of <c>{"message", "metadata"}</c>.</param>
/// <param name="Count">How many they are.</param>
public sealed record UserBatch(TransformationCode Code, ReadOnlyMemory<byte> Events, int Count)
{
    /// <summary>What <c>getCredential</c> gives, by key.</summary>
    public IReadOnlyDictionary<string, string> Credentials { get; init; } = new Dictionary<string, string>();

    /// <summary>A test: <c>log</c> writes, and nothing is kept for the next batch.</summary>
    public bool IsTest { get; init; }
}
