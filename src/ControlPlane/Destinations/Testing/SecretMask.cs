using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pintle.DestinationKit.Delivery;

namespace Pintle.ControlPlane.Destinations.Testing;

/// <summary>Takes a destination's secrets out of what people are shown, wherever a request or an answer repeats them.</summary>
internal sealed partial class SecretMask
{
    private const string Mask = "***";
    private const int MostText = 64 * 1024;

    // A shorter text would be found by chance in everything.
    private const int ShortestSecret = 4;

    private readonly List<string> _hidden;

    /// <param name="secrets">JSON whose texts are secret.</param>
    public SecretMask(params IEnumerable<JsonElement> secrets) =>
        _hidden = [.. secrets.SelectMany(Texts).Where(s => s.Length >= ShortestSecret).SelectMany(Written).Distinct().OrderByDescending(s => s.Length)];

    /// <summary>A text without them.</summary>
    public string Hide(string text)
    {
        var hidden = _hidden.Aggregate(text, static (shown, secret) => shown.Replace(secret, Mask, StringComparison.Ordinal));
        return hidden.Length <= MostText ? hidden : hidden[..MostText] + " …";
    }

    /// <summary>A request as people may see it.</summary>
    public TestedRequest Hide(WireRequest wire, VendorRequest request, TestedResponse? answer) => new(
        wire.Method, Hide(SecretQuery().Replace(wire.Url, "$1" + Mask)), [.. wire.Headers.Select(h => new TestedHeader(h.Key, SecretName().IsMatch(h.Key) ? Mask : Hide(h.Value)))], Hide(BodyOf(wire, request)), answer);

    private static string BodyOf(WireRequest wire, VendorRequest request) =>
        request.Kind == BodyKind.Gzip ? request.Content.ToText() ?? $"{wire.Body.Length} bytes, gzipped" : Encoding.UTF8.GetString(wire.Body.Span);

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Number => [json.GetRawText()],
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m => Texts(m.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        _ => [],
    };

    // As it stands in a text, in an address, in JSON and, as user or password, in Base64.
    private static IEnumerable<string> Written(string secret) =>
    [
        secret, Uri.EscapeDataString(secret), JsonEncodedText.Encode(secret).ToString(), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{secret}:")), Convert.ToBase64String(Encoding.UTF8.GetBytes($":{secret}")),
    ];

    [GeneratedRegex("auth|key|token|secret|password|signature|cookie|credential", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    [GeneratedRegex("([?&][^=&]*(?:auth|key|token|secret|password|signature)[^=&]*=)[^&]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretQuery();
}
