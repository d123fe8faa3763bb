using System.Text.Json;

namespace Pintle.UserCode.Running;

/// <summary>Does what user code asks of its host. Never throws but when cancelled.</summary>
/// <param name="kind"><c>fetch</c>, <c>fetchV2</c> or <c>geolocation</c>.</param>
/// <param name="arguments">A list, as the code gave them.</param>
/// <param name="ct">The batch has ended.</param>
public delegate Task<HostAnswer> HostCall(string kind, JsonElement arguments, CancellationToken ct);

/// <summary>What becomes of a call's promise.</summary>
/// <param name="IsGood">Resolved; otherwise rejected with an error of these members, of which one is <c>message</c>.</param>
/// <param name="Json">The value.</param>
public sealed record HostAnswer(bool IsGood, string Json);
