using System.Text.Json;
using Pintle.DestinationKit.Delivery;

namespace Pintle.DestinationKit;

/// <summary>What a destination does with each kind of event.</summary>
public sealed class Handlers<TSettings>
{
    private readonly Dictionary<string, Func<JsonElement, TSettings, Outcome>> _byType = [];
    private Func<JsonElement, TSettings, Outcome>? _any;
    private Func<VendorResponse, Verdict> _read = ResponseRules.ByStatus;

    public void Identify(Func<JsonElement, TSettings, Outcome> handler) => _byType["identify"] = handler;

    public void Track(Func<JsonElement, TSettings, Outcome> handler) => _byType["track"] = handler;

    public void Page(Func<JsonElement, TSettings, Outcome> handler) => _byType["page"] = handler;

    public void Screen(Func<JsonElement, TSettings, Outcome> handler) => _byType["screen"] = handler;

    public void Group(Func<JsonElement, TSettings, Outcome> handler) => _byType["group"] = handler;

    public void Alias(Func<JsonElement, TSettings, Outcome> handler) => _byType["alias"] = handler;

    /// <summary>Every type that has no handler of its own.</summary>
    public void Any(Func<JsonElement, TSettings, Outcome> handler) => _any = handler;

    /// <summary>How the vendor's answers are read; by status when not given.</summary>
    public void Response(Func<VendorResponse, Verdict> read) => _read = read;

    internal Verdict Read(VendorResponse response) => _read(response);

    internal Outcome Run(JsonElement message, TSettings settings)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return new Outcome.Reject(RejectKind.Instrumentation, 400, "The event is not a JSON object.");
        }

        var type = message.TryGetProperty("type", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
        var handler = _byType.GetValueOrDefault(type.Trim().ToLowerInvariant()) ?? _any;
        try
        {
            return handler is not null
                ? handler(message, settings)
                : new Outcome.Reject(RejectKind.Unsupported, 400, $"message type {type} is not supported");
        }
        catch (EventRejectedException rejected)
        {
            return new Outcome.Reject(rejected.Kind, 400, rejected.Message);
        }
    }
}
