using Pintle.Events;
using Pintle.UserCode.Code;

namespace Pintle.UserCode.Running;

/// <summary>Events for one transformation, run together in a fresh context.</summary>
/// <param name="Code">The version that runs.</param>
/// <param name="Events">They, and what <c>metadata(event)</c> gives of each.</param>
public sealed record UserBatch(TransformationCode Code, EventTexts Events)
{
    /// <summary>How many events.</summary>
    public int Count => Events.Count;

    /// <summary>What <c>getCredential</c> gives, by key.</summary>
    public IReadOnlyDictionary<string, string> Credentials { get; init; } = new Dictionary<string, string>();

    /// <summary>A test: <c>log</c> writes, and nothing is kept for the next batch.</summary>
    public bool IsTest { get; init; }
}
