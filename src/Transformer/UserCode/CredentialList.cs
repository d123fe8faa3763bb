using Pintle.DestinationKit.Json;

namespace Pintle.Transformer.UserCode;

/// <summary>The credentials of a request: a list of objects with <c>key</c> and <c>value</c>.</summary>
internal static class CredentialList
{
    /// <summary>The values by their keys; of several with one key, the last.</summary>
    public static IReadOnlyDictionary<string, string> Read(JsValue list) => list.Items.Where(c => c["key"].IsText)
        .GroupBy(c => c["key"].AsText()!).ToDictionary(g => g.Key, g => g.Last()["value"].ToText() ?? "");
}
